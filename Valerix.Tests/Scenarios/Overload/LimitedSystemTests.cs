using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Overload;

/// <summary>
/// The system with limits so small that a test can reach them; the AppHost hands them on to both services. Who waits has patience
/// enough for a slow machine to serve the few orders before.
/// </summary>
public sealed class LimitedApp : IAsyncLifetime
{
    internal ValerixApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ValerixApp.StartAsync(
        ["--RateLimits:Burst=60", "--RateLimits:PerSecond=20", "--RateLimits:MaxConcurrent=4", "--RateLimits:MaxWaiting=4", "--RateLimits:MaxWaitMs=1000"]);

    public async Task DisposeAsync() => await App.DisposeAsync();
}

/// <summary>More is asked for than can be served.</summary>
public sealed class LimitedSystemTests(LimitedApp limited) : IClassFixture<LimitedApp>, IAsyncLifetime
{
    private const int Calls = 200;
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = limited.App;

    // Each order takes its time, so that they pile up on any machine.
    public async Task InitializeAsync() => (await _app.Inventory.Service.SendAsOperatorAsync(
        HttpMethod.Put, "/gremlin", new { latency = new { every = 1, delayMs = 2_000 } })).ShouldHave(HttpStatusCode.OK);

    public Task DisposeAsync() => StopDelaysAsync();

    [Fact]
    public async Task What_is_too_much_is_refused_and_nothing_that_was_acknowledged_is_lost()
    {
        var sku = await _app.Inventory.StockedAsync(Calls);
        var keys = Enumerable.Range(0, Calls).Select(_ => Unique.Key()).ToArray();

        var answers = await PlaceAsync(sku, keys);

        var limited = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToArray();
        var overloaded = answers.Where(answer => answer.Status == HttpStatusCode.ServiceUnavailable).ToArray();
        limited.ShouldNotBeEmpty();
        overloaded.ShouldNotBeEmpty();
        foreach (var answer in limited) ShouldBeRefused(answer, "rate-limited", "\"address\";q=60;w=3");
        foreach (var answer in overloaded) ShouldBeRefused(answer, "overloaded", "\"everybody\";q=8;qu=\"concurrent-requests\"");

        var acknowledged = keys.Zip(answers)
            .Where(pair => pair.Second.Status is HttpStatusCode.Created or HttpStatusCode.Accepted)
            .ToDictionary(pair => pair.First, pair => pair.Second.Json.GetProperty("id").GetGuid());
        acknowledged.ShouldNotBeEmpty();
        (limited.Length + overloaded.Length + acknowledged.Count).ShouldBe(Calls);
        await StopDelaysAsync();
        await Invariants.ShouldHoldAsync(_app, acknowledged, soldByOrdersOnly: [sku]);
        (await KnownOf(keys)).ShouldBe(acknowledged.Count);
    }

    [Fact]
    public async Task Operators_probes_and_what_was_acknowledged_go_on_meanwhile()
    {
        var sku = await _app.Inventory.StockedAsync(Calls);
        await Eventually.Async(
            async _ => (await PlaceAsync(sku, [.. Enumerable.Range(0, 100).Select(_ => Unique.Key())])).Any(answer => answer.Status == HttpStatusCode.TooManyRequests),
            _bound,
            "the address has no tokens left");

        foreach (var path in new[] { "/alive", "/ready", "/health", "/latency" }) (await _app.Orders.Service.GetAsync(path)).ShouldHave(HttpStatusCode.OK);
        (await _app.Inventory.Service.GetAsync("/gremlin")).ShouldHave(HttpStatusCode.OK);
        (await _app.Orders.ListAsync("?limit=1")).ShouldHave(HttpStatusCode.OK);
        await StopDelaysAsync();
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    private async Task StopDelaysAsync() => (await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Delete, "/gremlin")).ShouldHave(HttpStatusCode.OK);

    private Task<Answer[]> PlaceAsync(string sku, string[] keys) =>
        Task.WhenAll(keys.Select(key => _app.Orders.PlaceAsync(key, Unique.Customer(), (sku, 1))));

    private async Task<long> KnownOf(string[] keys) => (await _app.Databases.QueryAsync(
        ValerixApp.OrdersDb,
        $"SELECT count(*) FROM orders WHERE idempotency_key = ANY('{{{string.Join(',', keys)}}}')",
        row => row.GetInt64(0))).Single();

    private static void ShouldBeRefused(Answer answer, string name, string policy)
    {
        answer.ShouldBeProblem(answer.Status, name);
        answer.Header("Retry-After").ShouldBe("1");
        answer.Header("RateLimit").ShouldBe($"{policy.Split(';')[0]};r=0;t=1");
        answer.Header("RateLimit-Policy").ShouldBe(policy);
    }
}
