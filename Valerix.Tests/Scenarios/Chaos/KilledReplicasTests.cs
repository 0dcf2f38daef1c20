using Valerix.Tests.Running;
using Xunit.Abstractions;

namespace Valerix.Tests.Scenarios.Chaos;

/// <summary>An Order API that dies again and again: before it asks, while it waits, and with the answer in its hands.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class KilledOrderApiTests(ReplicatedApp replicated, ITestOutputHelper output)
{
    private const int Orders = 120;
    private const int Kills = 6;

    /// <summary>Keeps calls at Inventory for a while, so that a kill finds many an order between its two writes.</summary>
    private const string Slow = """{"latency":{"every":3,"delayMs":300}}""";

    private readonly ValerixApp _app = replicated.App;

    [LinuxFact]
    public async Task What_one_replica_leaves_half_done_another_one_finishes()
    {
        var load = await OrderLoad.PrepareAsync(_app, Orders, atATime: 8, cancelEvery: 5);
        (await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Put, "/gremlin", Slow)).ShouldHave(HttpStatusCode.OK);
        var shopping = load.RunAsync();
        for (var kill = 1; kill <= Kills; kill++)
        {
            await load.AcknowledgedAsync(kill * Orders / (Kills + 1));
            var replicas = (await _app.Processes.PidsAsync(ValerixApp.OrderApi)).OrderBy(replica => replica.Key).ToArray();
            ServiceProcesses.Kill(replicas[kill % replicas.Length].Value);
        }

        await shopping;
        (await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Delete, "/gremlin")).ShouldHave(HttpStatusCode.OK);

        // Who was being served by the process that died has no answer, and one that has just started is not ready yet.
        await Aftermath.ShouldBeCleanAsync(
            _app, load, output, excused: call => call.Status is null or HttpStatusCode.ServiceUnavailable);
    }
}
