using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Valerix.Tests.Running;

namespace Valerix.Tests.Orders.Latency;

/// <summary>The gauge of two replicas, watched from outside with a clock of one's own.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class GaugeTests(ReplicatedApp replicated)
{
    private const double ThresholdMs = 1_000;

    /// <summary>The contract: from the fall of the load until it is green.</summary>
    private static readonly TimeSpan _greenBound = TimeSpan.FromSeconds(31);
    private static readonly TimeSpan _newsBound = TimeSpan.FromSeconds(5);

    private readonly Webhook _webhook = replicated.Webhook;
    private readonly ValerixApp _app = replicated.App;

    [Fact]
    public async Task It_turns_red_with_the_mean_and_green_again_without_traffic_and_says_so_once()
    {
        var sku = await _app.Inventory.StockedAsync(1_000);
        // A cold system on a busy machine may have been slow at first; an idle one is green.
        await BecomesAsync(gauge => gauge is { Count: 0, Status: "green" }, _greenBound, "what was there before has aged out");
        var earlier = (await HeardAsync(news => news.Count % 2 == 0, "every red is over")).Count;

        await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Put, "/gremlin", """{"latency":{"every":1,"delayMs":5000}}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))));
        var outsideMs = answers.Average(answer => answer.Took.TotalMilliseconds);
        outsideMs.ShouldBeGreaterThan(ThresholdMs, "every call to Inventory is given up on after a second");

        var red = await BecomesAsync(gauge => gauge is { Status: "red", Count: 30 }, _newsBound, "red, with the orders of both replicas");
        red.MeanMs.ShouldBeInRange(ThresholdMs, outsideMs);
        red.P95Ms.ShouldBeGreaterThan(ThresholdMs);
        await BecomesAsync(gauge => gauge.RedMinutesToday > 0, _newsBound, "a red minute is counted");
        await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Delete, "/gremlin");

        // Nothing is ordered any more: only time passes.
        await BecomesAsync(gauge => gauge.Status == "green", _greenBound, "green again");
        var heard = (await HeardAsync(news => news.Count >= earlier + 2, "both changes are told")).Skip(earlier).ToList();
        heard.Select(news => news["status"]!.GetValue<string>()).ShouldBe(["red", "green"]);
        heard[0]["meanMs"]!.GetValue<double>().ShouldBeGreaterThan(ThresholdMs);
    }

    [Fact]
    public async Task The_stream_tells_the_same_every_second_and_counts_for_nothing()
    {
        using var http = _app.CreateHttpClient(ValerixApp.OrderApi);
        using var bounded = new CancellationTokenSource(_newsBound);
        await using var stream = await http.GetStreamAsync("/latency/stream", bounded.Token);

        var readings = new List<LatencyMessage>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(bounded.Token))
        {
            readings.Add(JsonSerializer.Deserialize<LatencyMessage>(item.Data, Answer.JsonOptions)!);
            if (readings.Count == 3) break;
        }

        readings.ShouldAllBe(reading => reading.WindowSeconds == 30 && reading.PerSecond.Count == 30);
        var span = readings[2].PerSecond[^1].Second - readings[0].PerSecond[^1].Second;
        span.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

        var before = (await ReadAsync()).Count;
        foreach (var path in (string[])["/alive", "/ready", "/health", "/latency", "/openapi/v1.json"]) await _app.Orders.Service.GetAsync(path);
        (await ReadAsync()).Count.ShouldBeLessThanOrEqualTo(before);
    }

    private Task<IReadOnlyList<JsonNode>> HeardAsync(Func<IReadOnlyList<JsonNode>, bool> isSo, string what) =>
        Eventually.ReadAsync(_ => Task.FromResult(_webhook.Heard), isSo, _newsBound, what);

    private async Task<LatencyMessage> ReadAsync() => (await _app.Orders.Service.GetAsync("/latency")).Read<LatencyMessage>();

    // Each read may be answered by another replica.
    private Task<LatencyMessage> BecomesAsync(Func<LatencyMessage, bool> isSo, TimeSpan bound, string what) =>
        Eventually.ReadAsync(_ => ReadAsync(), isSo, bound, what);
}
