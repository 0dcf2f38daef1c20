using Valerix.Tests.Running;
using Xunit.Abstractions;

namespace Valerix.Tests.Scenarios.Chaos;

/// <summary>Processes that die again and again: before they ask, while they wait, and with the answer in their hands.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class KilledReplicasTests(ReplicatedApp replicated, ITestOutputHelper output)
{
    /// <summary>Keeps calls at Inventory for a while, so that a kill finds many an order between its two writes.</summary>
    private const string Slow = """{"latency":{"every":3,"delayMs":300}}""";

    private static readonly TimeSpan _duration = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _betweenKills = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _betweenOrders = TimeSpan.FromMilliseconds(100);

    private readonly ValerixApp _app = replicated.App;

    [LinuxFact]
    public async Task A_replica_of_each_API_is_killed_again_and_again_whenever_the_other_one_is_ready()
    {
        var load = await OrderLoad.PrepareAsync(_app, (int)(_duration / _betweenOrders), atATime: 32, cancelEvery: 5, _betweenOrders);
        (await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Put, "/gremlin", Slow)).ShouldHave(HttpStatusCode.OK);

        using var bounded = new CancellationTokenSource(_duration);
        var killing = new[] { ValerixApp.OrderApi, ValerixApp.InventoryApi }.Select(api => KillAsync(api, bounded.Token)).ToArray();
        await load.RunAsync();
        await bounded.CancelAsync();
        (await Task.WhenAll(killing)).ShouldAllBe(kills => kills >= 2, "each replica is killed, and the one that came back serves");
        output.WriteLine($"killed: {string.Join(", ", killing.Select(kills => kills.Result))}");
        await Eventually.Async(
            async _ => (await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Delete, "/gremlin")).Status == HttpStatusCode.OK,
            TimeSpan.FromSeconds(10),
            "the gremlin is called off");

        // A call that the killed process was serving has no answer of its own: the front door says 503.
        await Aftermath.ShouldBeCleanAsync(
            _app, load, output, excused: call => call.Status is null or HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>Kills the replicas of a service in turn, every three seconds or, on a slow machine, when both are ready again.</summary>
    /// <returns>How often.</returns>
    private async Task<int> KillAsync(string api, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_betweenKills);
        var kills = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var replicas = (await _app.Processes.PidsAsync(api)).OrderBy(replica => replica.Key).ToArray();
                if (!(await Task.WhenAll(replicas.Select(replica => _app.IsReadyAsync(replica.Key)))).All(isReady => isReady)) continue;
                ServiceProcesses.Kill(replicas[kills++ % replicas.Length].Value);
            }
        }
        catch (OperationCanceledException)
        {
            // The sale is over.
        }

        return kills;
    }
}
