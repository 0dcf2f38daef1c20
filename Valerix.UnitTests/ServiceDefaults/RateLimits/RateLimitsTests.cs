using Microsoft.Extensions.Options;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.ServiceDefaults.RateLimits;

public sealed class RateLimitsTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_address_that_spent_its_tokens_is_told_when_to_come_back()
    {
        // A token every second: none comes back while the test runs through its three.
        await using var api = await LimitedApi.StartAsync(("Burst", "3"), ("PerSecond", "1"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => api.GetAsync("/look")));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeInRange(3, 4);
        var refused = answers.Last(answer => answer.Status != HttpStatusCode.OK);
        refused.ShouldBeProblem(HttpStatusCode.TooManyRequests, "rate-limited");
        refused.Header("Retry-After").ShouldBe("1");
        refused.Header("RateLimit").ShouldBe("\"address\";r=0;t=1");
        refused.Header("RateLimit-Policy").ShouldBe("\"address\";q=3;w=3");
    }

    [Fact]
    public async Task Tokens_come_back()
    {
        await using var api = await LimitedApi.StartAsync(("Burst", "1"), ("PerSecond", "10"));
        await Eventually.Async(async _ => (await api.GetAsync("/look")).Status == HttpStatusCode.TooManyRequests, _bound, "the bucket is empty");

        await Eventually.Async(async _ => (await api.GetAsync("/look")).Status == HttpStatusCode.OK, _bound, "there is a token again");
    }

    [Fact]
    public async Task Switched_off_the_buckets_have_no_bottom()
    {
        await using var api = await LimitedApi.StartAsync(("Enabled", "false"), ("Burst", "1"), ("PerSecond", "1"));

        for (var i = 0; i < 20; i++) (await api.GetAsync("/look")).ShouldHave(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_operator_and_probes_draw_from_no_bucket()
    {
        await using var api = await LimitedApi.StartAsync(("Burst", "1"), ("PerSecond", "1"));
        await Eventually.Async(async _ => (await api.GetAsync("/look")).Status == HttpStatusCode.TooManyRequests, _bound, "the bucket is empty");

        for (var i = 0; i < 5; i++)
        {
            (await api.GetAsync("/look", LimitedApi.TheOperatorKey)).ShouldHave(HttpStatusCode.OK);
            (await api.SendAsync(HttpMethod.Post, "/operators", LimitedApi.TheOperatorKey)).ShouldHave(HttpStatusCode.OK);
            foreach (var probe in new[] { "/alive", "/ready", "/health" }) (await api.GetAsync(probe)).ShouldHave(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_wrong_key_opens_no_door_and_is_not_even_looked_at_once_the_bucket_is_empty()
    {
        await using var api = await LimitedApi.StartAsync(("Burst", "1"), ("PerSecond", "1"));
        await Eventually.Async(async _ => (await api.GetAsync("/look", "not the operator's")).Status == HttpStatusCode.TooManyRequests, _bound, "the bucket is empty");

        (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.SendAsync(HttpMethod.Post, "/operators", "not the operator's"))))
            .ShouldContain(answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_is_more_than_can_be_under_way_and_wait_is_refused_at_once_and_the_rest_is_served()
    {
        await using var api = await LimitedApi.StartAsync(("Enabled", "false"), ("MaxConcurrent", "2"), ("MaxWaiting", "1"), ("MaxWaitMs", "1000"));
        var taken = Enumerable.Range(0, 3).Select(_ => api.SendAsync(HttpMethod.Post, "/work")).ToArray();
        await Eventually.Async(_ => Task.FromResult(api.Arrived == 2), _bound, "two are under way");

        // One of the two is the third in the queue, if it has not come yet.
        var refused = await (await Task.WhenAny(api.SendAsync(HttpMethod.Post, "/work"), api.SendAsync(HttpMethod.Post, "/work")).WaitAsync(_bound));

        refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
        refused.Header("Retry-After").ShouldBe("1");
        refused.Header("RateLimit").ShouldBe("\"everybody\";r=0;t=1");
        refused.Header("RateLimit-Policy").ShouldBe("\"everybody\";q=3;qu=\"concurrent-requests\"");
        api.Arrived.ShouldBe(2);
        api.Open();
        (await Task.WhenAll(taken).WaitAsync(_bound)).Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeInRange(2, 3);
    }

    [Fact]
    public async Task New_work_keeps_nobody_else_waiting_and_the_operators_key_buys_no_new_work()
    {
        await using var api = await LimitedApi.StartAsync(("Enabled", "false"), ("MaxConcurrent", "1"), ("MaxWaiting", "0"));
        var working = api.SendAsync(HttpMethod.Post, "/work");
        await Eventually.Async(_ => Task.FromResult(api.Arrived == 1), _bound, "the work is under way");

        (await api.SendAsync(HttpMethod.Post, "/work", LimitedApi.TheOperatorKey)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
        foreach (var path in new[] { "/health", "/look" }) (await api.GetAsync(path)).ShouldHave(HttpStatusCode.OK);
        var (call, operators) = (api.GetAsync("/slow"), Enumerable.Range(0, 3).Select(_ => api.GetAsync("/slow", LimitedApi.TheOperatorKey)).ToArray());
        await Eventually.Async(_ => Task.FromResult(api.Arrived == 5), _bound, "a call of another kind and the operator's are under way too");
        (await api.GetAsync("/slow")).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");

        api.Open();
        (await Task.WhenAll([working, call, .. operators]).WaitAsync(_bound)).ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_waited_long_enough_is_refused_though_there_was_room_to_wait()
    {
        await using var api = await LimitedApi.StartAsync(("Enabled", "false"), ("MaxConcurrent", "1"), ("MaxWaiting", "10"));
        var working = api.SendAsync(HttpMethod.Post, "/work");
        await Eventually.Async(_ => Task.FromResult(api.Arrived == 1), _bound, "the work is under way");

        (await api.SendAsync(HttpMethod.Post, "/work").WaitAsync(_bound)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");

        api.Open();
        (await working).ShouldHave(HttpStatusCode.OK);
        (await api.SendAsync(HttpMethod.Post, "/work")).ShouldHave(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Burst", "0")]
    [InlineData("PerSecond", "-1")]
    [InlineData("MaxConcurrent", "0")]
    [InlineData("MaxWaiting", "-1")]
    [InlineData("MaxWaitMs", "0")]
    [InlineData("MaxConnections", "0")]
    public async Task A_limit_that_makes_no_sense_stops_the_service_at_once(string limit, string value) =>
        (await Should.ThrowAsync<OptionsValidationException>(LimitedApi.StartAsync((limit, value)))).Message.ShouldContain(limit);
}
