using Valerix.Tests.Running;
using Xunit.Abstractions;

namespace Valerix.Tests.Scenarios.Chaos;

/// <summary>A PostgreSQL server that dies with all its connections while orders flow, and is started again.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class KilledDatabaseTests(ReplicatedApp replicated, ITestOutputHelper output)
{
    private const int Orders = 100;

    private readonly ValerixApp _app = replicated.App;

    [LinuxFact]
    public Task Nothing_that_the_Order_API_promised_dies_with_its_database() =>
        // Without its own database the Order API promises nothing, and says so.
        ShouldSurviveAsync("orders-postgres", ValerixApp.OrderApi, excused: call => call.Status == HttpStatusCode.ServiceUnavailable);

    [LinuxFact]
    public Task Nothing_that_was_set_aside_dies_with_Inventory_s_database() =>
        ShouldSurviveAsync("inventory-postgres", ValerixApp.InventoryApi, excused: _ => false);

    private async Task ShouldSurviveAsync(string server, string service, Func<OrderLoad.Call, bool> excused)
    {
        var load = await OrderLoad.PrepareAsync(_app, Orders, atATime: 16, cancelEvery: 5);

        var shopping = load.RunAsync();
        await load.AcknowledgedAsync(Orders / 4);
        await _app.Processes.KillAsync(server);
        await shopping;

        await _app.ShouldBecomeAsync(service, HttpStatusCode.OK, "Healthy");
        await Aftermath.ShouldBeCleanAsync(_app, load, output, excused);
    }
}
