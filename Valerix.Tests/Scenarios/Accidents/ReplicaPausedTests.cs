using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>A replica that stands still for longer than its leases last, and then goes on as if nothing had happened.</summary>
[Collection(BreakableSystem.Name)]
public sealed class ReplicaPausedTests
{
    private const int Buyers = 12;
    private static readonly TimeSpan _stored = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(5);

    [LinuxFact]
    public async Task The_other_replica_takes_over_and_the_late_one_changes_nothing()
    {
        await using var app = await ValerixApp.StartAsync("--Replicas=2");
        var sku = await app.Inventory.StockedAsync(100);

        var inventoryHangs = await app.Databases.HoldAsync(ValerixApp.InventoryDb, "LOCK TABLE reservations");
        var places = Task.WhenAll(Enumerable.Range(0, Buyers).Select(_ => app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))));
        await Eventually.Async(async _ => await CountAsync(app, "Pending") == Buyers, _stored, "the orders are stored");
        await using (await app.Processes.SuspendAsync(ValerixApp.OrderApi))
        {
            await inventoryHangs.DisposeAsync();
            await Invariants.ShouldSettleAsync(app);
            (await CountAsync(app, "Confirmed")).ShouldBe(Buyers);
        }

        var answers = await places;
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Accepted);
        answers.ShouldContain(answer => answer.Took > _lease, "some orders were with the replica that stood still");
        (await CountAsync(app, "Confirmed")).ShouldBe(Buyers);
        (await app.Databases.QueryAsync(ValerixApp.OrdersDb, TwiceConfirmed, row => row.GetGuid(0))).ShouldBeEmpty();
        var product = await app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((100, Buyers));
        await Invariants.ShouldHoldAsync(app, soldByOrdersOnly: [sku]);
    }

    private const string TwiceConfirmed = "SELECT order_id FROM order_events WHERE type = 'Confirmed' GROUP BY order_id HAVING count(*) > 1";

    private static async Task<long> CountAsync(ValerixApp app, string status) => (await app.Databases.QueryAsync(
        ValerixApp.OrdersDb, $"SELECT count(*) FROM orders WHERE status = '{status}'", row => row.GetInt64(0))).Single();
}
