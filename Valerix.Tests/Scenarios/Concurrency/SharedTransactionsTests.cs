using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

/// <summary>Reservations that come at once travel to the database together, and have nothing else to do with each other.</summary>
[Collection(WholeSystem.Name)]
public sealed class SharedTransactionsTests(SharedApp shared)
{
    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task Reserves_that_come_at_once_share_transactions()
    {
        const int Reserves = 100;
        var sku = await _app.Inventory.StockedAsync(Reserves);
        var orders = Enumerable.Range(0, Reserves).Select(_ => Guid.CreateVersion7()).ToArray();

        // What comes while the first batch waits for a lock is the next one.
        var reserves = await WithOneStuckAsync(() => [.. orders.Select(order => _app.Inventory.ReserveAsync(order, null, (sku, 1)))]);

        reserves.ShouldAllBe(reserve => reserve.Status == HttpStatusCode.Created);
        var transactions = await _app.Databases.QueryAsync(
            ValerixApp.InventoryDb,
            $"SELECT count(DISTINCT xmin::text) FROM reservations WHERE order_id = ANY('{{{string.Join(',', orders)}}}')",
            row => row.GetInt64(0));
        transactions.Single().ShouldBeInRange(1, Reserves / 2);
    }

    [Fact]
    public async Task A_product_that_cannot_be_had_holds_up_no_other()
    {
        var sku = await _app.Inventory.StockedAsync(20);

        var reserves = await WithOneStuckAsync(() => [.. Enumerable.Range(0, 20).Select(_ => _app.Inventory.ReserveAsync(Guid.CreateVersion7(), null, (sku, 1)))]);

        reserves.ShouldAllBe(reserve => reserve.Status == HttpStatusCode.Created);
    }

    /// <summary>Makes calls while somebody else keeps a product locked and one reserve waits for it in vain.</summary>
    private async Task<Answer[]> WithOneStuckAsync(Func<Task<Answer>[]> call)
    {
        var locked = await _app.Inventory.StockedAsync(1);
        var order = Guid.CreateVersion7();
        Answer[] answers;
        await using (await _app.Databases.HoldAsync(ValerixApp.InventoryDb, $"SELECT 1 FROM products WHERE sku = '{locked}' FOR UPDATE"))
        {
            var stuck = _app.Inventory.ReserveAsync(order, null, (locked, 1));
            answers = await Task.WhenAll(call());
            (await stuck).ShouldBeProblem(HttpStatusCode.Conflict, "product-busy");
        }

        (await _app.Inventory.ReserveAsync(order, null, (locked, 1))).ShouldHave(HttpStatusCode.Created);
        return answers;
    }
}
