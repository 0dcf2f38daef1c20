using Valerix.Tests.Running;
using Xunit.Abstractions;

namespace Valerix.Tests.Scenarios.Chaos;

/// <summary>No replica of Inventory answers, whichever way.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class AbsentInventoryTests(ReplicatedApp replicated, ITestOutputHelper output)
{
    private static readonly TimeSpan _partition = TimeSpan.FromSeconds(10);

    private readonly ValerixApp _app = replicated.App;

    [LinuxFact]
    public async Task Ten_seconds_of_partition_in_the_midst_of_orders_and_cancellations()
    {
        const int Orders = 120;
        var load = await OrderLoad.PrepareAsync(_app, Orders, atATime: 16, cancelEvery: 3);

        var shopping = load.RunAsync();
        await load.AcknowledgedAsync(Orders / 4);
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            using var end = new PeriodicTimer(_partition);
            await end.WaitForNextTickAsync();
        }

        await shopping;
        await Aftermath.ShouldBeCleanAsync(_app, load, output);
    }

    [LinuxFact]
    public async Task Orders_that_are_taken_before_Inventory_has_ever_answered_are_confirmed_once_it_does()
    {
        const int Orders = 24;
        var load = await OrderLoad.PrepareAsync(_app, Orders, atATime: 16, cancelEvery: 5);

        try
        {
            // For an Order API that starts now, Inventory was never there.
            await _app.Processes.StopAsync(ValerixApp.InventoryApi);
            await _app.Processes.StopAsync(ValerixApp.OrderApi);
            await _app.Processes.StartAsync(ValerixApp.OrderApi);
            await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Degraded");
            await load.RunAsync();
            load.Calls.Where(call => call.What == "place").ShouldAllBe(call => call.Status == HttpStatusCode.Accepted);
        }
        finally
        {
            // Whatever failed above, the tests that follow need both.
            await _app.Processes.StartAsync(ValerixApp.OrderApi);
            await _app.Processes.StartAsync(ValerixApp.InventoryApi);
        }

        await _app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
        await Aftermath.ShouldBeCleanAsync(_app, load, output);
    }
}
