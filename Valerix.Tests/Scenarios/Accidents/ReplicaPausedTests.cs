using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>A replica that stands still for longer than its leases last, and then goes on as if nothing had happened.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class ReplicaPausedTests(ReplicatedApp replicated)
{
    private const int Buyers = 12;
    private static readonly TimeSpan _stored = TimeSpan.FromSeconds(3);

    private readonly ValerixApp _app = replicated.App;

    [LinuxFact]
    public async Task The_other_replica_takes_over_and_the_late_one_changes_nothing()
    {
        var sku = await _app.Inventory.StockedAsync(100);

        var inventoryHangs = await _app.Databases.HoldAsync(ValerixApp.InventoryDb, "LOCK TABLE reservations");
        var places = Task.WhenAll(Enumerable.Range(0, Buyers).Select(_ => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))));
        await Eventually.Async(async _ => await CountAsync(sku, "Pending") == Buyers, _stored, "the orders are stored");
        var replicas = await _app.Processes.PidsAsync(ValerixApp.OrderApi);
        await using (await ServiceProcesses.SuspendAsync(replicas.Values.First()))
        {
            await inventoryHangs.DisposeAsync();
            await Invariants.ShouldSettleAsync(_app);
            (await CountAsync(sku, "Confirmed")).ShouldBe(Buyers);
        }

        var answers = await places;
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Accepted || answer.Status == HttpStatusCode.ServiceUnavailable);
        answers.ShouldContain(answer => answer.Status == HttpStatusCode.ServiceUnavailable, "some orders were with the replica that stood still");
        answers.ShouldAllBe(answer => answer.Took < Aftermath.LongestAnswer);
        (await CountAsync(sku, "Confirmed")).ShouldBe(Buyers);
        (await _app.Databases.QueryAsync(ValerixApp.OrdersDb, TwiceConfirmed, row => row.GetGuid(0))).ShouldBeEmpty();
        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((100, Buyers));
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    private const string TwiceConfirmed = "SELECT order_id FROM order_events WHERE type = 'Confirmed' GROUP BY order_id HAVING count(*) > 1";

    private async Task<long> CountAsync(string sku, string status) => (await _app.Databases.QueryAsync(
        ValerixApp.OrdersDb,
        $"SELECT count(*) FROM orders JOIN order_lines ON order_id = id WHERE sku = '{sku}' AND status = '{status}'",
        row => row.GetInt64(0))).Single();
}
