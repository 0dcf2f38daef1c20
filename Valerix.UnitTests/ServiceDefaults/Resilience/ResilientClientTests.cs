using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Resilience;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.ServiceDefaults.Resilience;

/// <summary>The pipeline that every service's HTTP clients get, before a handler that stands for the other service.</summary>
public sealed class ResilientClientTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("GET", null, 3)]
    [InlineData("PUT", null, 3)]
    [InlineData("POST", "\"k\"", 3)]
    [InlineData("POST", null, 1)]
    public async Task A_failure_is_tried_again_only_where_that_is_safe(string method, string? key, int attempts)
    {
        var other = new OtherService(HttpStatusCode.InternalServerError);
        using var client = Client(other);

        (await SendAsync(client, method, key)).ShouldBe(HttpStatusCode.InternalServerError);

        other.Calls.ShouldBe(attempts);
        other.Keys.ShouldAllBe(seen => seen == key);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task A_refusal_is_an_answer_neither_tried_again_nor_counted_by_the_breaker(HttpStatusCode refusal)
    {
        const int Many = 100;
        var other = new OtherService(refusal);
        using var client = Client(other);

        for (var i = 0; i < Many; i++)
        {
            (await SendAsync(client, "PUT")).ShouldBe(refusal);
        }

        other.Calls.ShouldBe(Many);
    }

    [Fact]
    public async Task The_share_of_retries_is_bounded()
    {
        const int Many = 1_000;
        var other = new OtherService(HttpStatusCode.InternalServerError);
        // A breaker that never opens: the budget alone is tested.
        using var client = Client(other, ("Resilience:CircuitBreaker:FailureRatio", "1"), ("Resilience:CircuitBreaker:MinimumThroughput", "1000000"));

        for (var i = 0; i < Many; i++) await SendAsync(client, "PUT");

        other.Calls.ShouldBeLessThanOrEqualTo(Many + (Many / 4) + 100);
        other.Calls.ShouldBeGreaterThan(Many + (Many / 5));
    }

    [Fact]
    public async Task Where_the_callee_repeats_its_own_calls_only_what_could_not_be_sent_is_repeated()
    {
        var failing = new OtherService(HttpStatusCode.InternalServerError);
        using (var client = Client(failing, builder => builder.RetryUnsentOnly())) await SendAsync(client, "PUT");
        failing.Calls.ShouldBe(1);

        var unreachable = new OtherService(HttpStatusCode.OK) { IsUnreachable = true };
        using (var client = Client(unreachable, builder => builder.RetryUnsentOnly())) await Should.ThrowAsync<HttpRequestException>(() => SendAsync(client, "POST"));
        unreachable.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task The_circuit_opens_after_a_few_failures_and_closes_when_the_other_is_back()
    {
        var other = new OtherService(HttpStatusCode.InternalServerError);
        // Long enough for a slow machine to ask the open circuit before it lets a call through again.
        using var client = Client(other, ("Resilience:CircuitBreaker:BreakDuration", "00:00:03"));

        await Should.ThrowAsync<BrokenCircuitException>(async () =>
        {
            for (var i = 0; i < 20; i++) await SendAsync(client, "POST");
        });

        var callsBefore = other.Calls;
        await Should.ThrowAsync<BrokenCircuitException>(() => SendAsync(client, "POST"));
        other.Calls.ShouldBe(callsBefore, "an open circuit asks nobody");

        other.Status = HttpStatusCode.OK;
        await Eventually.Async(async _ => await SendAsync(client, "POST") == HttpStatusCode.OK, _bound, "the circuit closes");
    }

    [Fact]
    public async Task A_service_that_is_down_does_not_open_the_circuit_to_another()
    {
        var other = new OtherService(HttpStatusCode.InternalServerError);
        using var client = Client(other);
        await Should.ThrowAsync<BrokenCircuitException>(async () =>
        {
            for (var i = 0; i < 20; i++) await SendAsync(client, "POST");
        });

        other.Status = HttpStatusCode.OK;
        (await SendAsync(client, "POST", authority: "http://somebody-else")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_that_never_answers_is_given_up_on_in_time()
    {
        var other = new OtherService(status: null);
        using var client = Client(other, ("Resilience:AttemptTimeout:Timeout", "00:00:00.100"), ("Resilience:TotalRequestTimeout:Timeout", "00:00:01"));

        await Should.ThrowAsync<TimeoutRejectedException>(() => SendAsync(client, "PUT").WaitAsync(_bound));

        other.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task As_it_comes_a_call_is_given_up_on_long_before_the_handler_s_own_thirty_seconds()
    {
        var other = new OtherService(status: null);
        using var client = Client(other);

        await Should.ThrowAsync<TimeoutRejectedException>(() => SendAsync(client, "PUT").WaitAsync(_bound));
    }

    private static HttpClient Client(OtherService other, params (string Key, string Value)[] settings) => Client(other, _ => { }, settings);

    private static HttpClient Client(OtherService other, Action<HostApplicationBuilder> change, params (string Key, string Value)[] settings)
    {
        // Without defaults: a settings file that lies around must not count.
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Resilience:Retry:Delay"] = "00:00:00.001",
            ["Resilience:CircuitBreaker:BreakDuration"] = "00:00:00.500",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddServiceDefaults();
        change(builder);
        builder.Services.AddHttpClient("other").ConfigurePrimaryHttpMessageHandler(() => other);
        return builder.Build().Services.GetRequiredService<IHttpClientFactory>().CreateClient("other");
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string method, string? key = null, string authority = "http://other")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{authority}/");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <param name="status">What it answers; null for nothing, ever.</param>
    private sealed class OtherService(HttpStatusCode? status) : HttpMessageHandler
    {
        private readonly List<string?> _keys = [];

        public HttpStatusCode? Status { get; set; } = status;

        /// <summary>No connection to it can be made.</summary>
        public bool IsUnreachable { get; init; }

        public int Calls => _keys.Count;

        /// <summary>The idempotency key that each call carried.</summary>
        public IReadOnlyList<string?> Keys => _keys;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _keys.Add(request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.Single() : null);
            if (IsUnreachable) throw new HttpRequestException(HttpRequestError.ConnectionError);
            if (Status is null) await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return new(Status!.Value);
        }
    }
}
