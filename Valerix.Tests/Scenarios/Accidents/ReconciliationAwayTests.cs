using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>Reconciliation while Inventory is away: it says so, and is in nobody's way.</summary>
[Collection(BreakableSystem.Name)]
public sealed class ReconciliationAwayTests(BreakableApp breakable)
{
    private static readonly TimeSpan _longestAnswer = TimeSpan.FromSeconds(3.25);
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = breakable.App;

    [LinuxFact]
    public async Task It_ends_early_opens_no_circuit_and_goes_on_when_Inventory_is_back()
    {
        // More runs than failures that open the circuit.
        const int Runs = 12;
        var sku = await _app.Inventory.StockedAsync(10);
        var order = await _app.Orders.ConfirmedAsync((sku, 1));
        await _app.Databases.ExecuteAsync(
            ValerixApp.OrdersDb, $"UPDATE orders SET updated_at = updated_at - interval '1 minute' WHERE id = '{order.Id}'");

        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            for (var i = 0; i < Runs; i++)
            {
                var answer = await _app.Orders.ReconcileAsync();
                answer.Took.ShouldBeLessThan(_longestAnswer);
                answer.Read<ReconciliationMessage>().Unreachable.ShouldBeTrue();
            }

            (await _app.Orders.ReconciliationAsync()).Read<ReconciliationMessage>().Unreachable.ShouldBeTrue();
            (await _app.Orders.Service.GetAsync("/health")).Read<HealthMessage>()
                .Checks[ValerixApp.InventoryApi].Data["circuit"].GetString().ShouldBe("Closed");
        }

        var report = await Eventually.ReadAsync(
            async _ => (await _app.Orders.ReconcileAsync()).Read<ReconciliationMessage>(),
            report => !report.Unreachable && report.Checked > 0,
            _bound,
            "it goes on");
        report.Mended.ShouldBeEmpty();
        report.Escalated.ShouldBeEmpty();
    }
}
