namespace Valerix.Tests.Running;

/// <summary>A checker that never objects proves nothing: every lie that can be written into the databases must be noticed.</summary>
[Collection(BreakableSystem.Name)]
public sealed class InvariantsTests(BreakableApp breakable)
{
    private readonly ValerixApp _app = breakable.App;

    [Theory]
    [InlineData("on_hand = on_hand + 1", "on_hand = on_hand - 1")]
    [InlineData("reserved = reserved + 1", "reserved = reserved - 1")]
    public async Task Stock_that_is_not_in_the_ledger(string lie, string truth)
    {
        var sku = await _app.Inventory.StockedAsync(10);

        await _app.Databases.ExecuteAsync(ValerixApp.InventoryDb, $"UPDATE products SET {lie} WHERE sku = '{sku}'");
        try
        {
            await ShouldObjectAsync($"1: {sku}");
        }
        finally
        {
            await _app.Databases.ExecuteAsync(ValerixApp.InventoryDb, $"UPDATE products SET {truth} WHERE sku = '{sku}'");
        }
    }

    [Theory]
    [InlineData("Confirmed", "Shipped")]
    [InlineData("Confirmed", "Delivered")]
    [InlineData("Confirmed", "Cancelled")]
    [InlineData("Shipped", "Confirmed")]
    [InlineData("Shipped", "Cancelled")]
    [InlineData("Cancelled", "Confirmed")]
    [InlineData("Cancelled", "Shipped")]
    public async Task An_order_that_is_not_what_happened_to_its_stock(string really, string saidToBe)
    {
        var order = await _app.Orders.ConfirmedAsync((await _app.Inventory.StockedAsync(10), 2));
        if (really != "Confirmed") await _app.Orders.PutStatusAsync(order.Id, really);
        await Invariants.ShouldSettleAsync(_app);

        await _app.Databases.ExecuteAsync(ValerixApp.OrdersDb, $"UPDATE orders SET status = '{saidToBe}' WHERE id = '{order.Id}'");
        try
        {
            await ShouldObjectAsync($"2: order {order.Id}");
        }
        finally
        {
            await _app.Databases.ExecuteAsync(ValerixApp.OrdersDb, $"UPDATE orders SET status = '{really}' WHERE id = '{order.Id}'");
        }
    }

    [Fact]
    public async Task An_order_that_was_acknowledged_and_is_gone_or_another_one()
    {
        var key = Unique.Key();
        var answer = await _app.Orders.PlaceAsync(key, Unique.Customer(), (await _app.Inventory.StockedAsync(10), 1));
        var id = answer.Read<OrderMessage>(answer.Status).Id;

        await Invariants.ShouldHoldAsync(_app, new Dictionary<string, Guid> { [key] = id });
        await ShouldObjectAsync("3, 4:", new() { [key] = Guid.CreateVersion7() });
        await ShouldObjectAsync("3, 4:", new() { [Unique.Key()] = id });
    }

    [Fact]
    public async Task Stock_that_is_held_for_no_order()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        (await _app.Inventory.ReserveAsync(Guid.CreateVersion7(), null, (sku, 1))).ShouldHave(HttpStatusCode.Created);

        await ShouldObjectAsync($"2: of {sku}", soldByOrdersOnly: [sku]);
    }

    private async Task ShouldObjectAsync(string expected, Dictionary<string, Guid>? acknowledged = null, string[]? soldByOrdersOnly = null) =>
        (await Invariants.ViolationsAsync(_app, acknowledged, soldByOrdersOnly))
            .ShouldHaveSingleItem().ShouldStartWith(expected);
}
