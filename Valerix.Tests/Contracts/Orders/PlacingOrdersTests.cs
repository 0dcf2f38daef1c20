using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Orders;

[Collection(WholeSystem.Name)]
public sealed class PlacingOrdersTests(SharedApp shared)
{
    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task An_order_that_Inventory_can_serve_is_confirmed()
    {
        var sku = await _app.Inventory.StockedAsync(5);
        var customer = Unique.Customer();

        var answer = await _app.Orders.PlaceAsync(Unique.Key(), customer, (sku, 2));

        var order = answer.Read<OrderMessage>(HttpStatusCode.Created);
        answer.Headers.Location?.ToString().ShouldBe($"/orders/{order.Id}");
        answer.Header("Idempotency-Replayed").ShouldBeNull();
        order.Status.ShouldBe("Confirmed");
        order.CustomerId.ShouldBe(customer);
        order.Lines.ShouldBe([new() { Sku = sku, Quantity = 2, UnitPrice = InventoryClient.UnitPrice }]);
        order.Total.ShouldBe(2 * InventoryClient.UnitPrice);
        order.Message.ShouldMatch(@"^[A-Z].+\.$", "a sentence that a shopper can read");
        (await _app.Orders.ReadAsync(order.Id)).ShouldBeEquivalentTo(order);

        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved, product.Available).ShouldBe((5, 2, 3));
    }

    [Fact]
    public async Task Ids_are_UUIDs_of_version_7_and_times_are_in_UTC()
    {
        var order = await _app.Orders.ConfirmedAsync((await _app.Inventory.StockedAsync(1), 1));

        order.Id.Version.ShouldBe(7);
        order.CreatedAt.ShouldMatch(Rfc3339Utc);
        order.UpdatedAt.ShouldMatch(Rfc3339Utc);
        string.CompareOrdinal(order.UpdatedAt, order.CreatedAt).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_sku_named_twice_is_summed_into_one_line()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var other = await _app.Inventory.StockedAsync(10);

        var order = await _app.Orders.ConfirmedAsync((sku, 1), (other, 1), (sku, 2));

        order.Lines.Select(line => (line.Sku, line.Quantity)).ShouldBe([(sku, 3), (other, 1)], ignoreOrder: true);
        (await _app.Inventory.ProductAsync(sku)).Reserved.ShouldBe(3);
    }

    [Fact]
    public async Task A_sum_that_is_more_than_there_is_is_a_shortage_even_if_each_line_would_fit()
    {
        var sku = await _app.Inventory.StockedAsync(3);

        var answer = await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 2), (sku, 2));

        Shortages(answer).ShouldBe([new() { Sku = sku, Requested = 4, Available = 3 }]);
    }

    [Fact]
    public async Task A_shortage_of_one_line_refuses_the_whole_order_and_keeps_it_as_Rejected()
    {
        var plenty = await _app.Inventory.StockedAsync(10);
        var scarce = await _app.Inventory.StockedAsync(1);
        var customer = Unique.Customer();

        var answer = await _app.Orders.PlaceAsync(Unique.Key(), customer, (plenty, 1), (scarce, 2));

        Shortages(answer).ShouldBe([new() { Sku = scarce, Requested = 2, Available = 1 }]);
        (await _app.Inventory.ProductAsync(plenty)).Reserved.ShouldBe(0);
        (await _app.Inventory.ProductAsync(scarce)).Reserved.ShouldBe(0);
        var kept = (await _app.Orders.ListAsync($"?customerId={customer}")).Read<PageMessage<OrderMessage>>().Items.ShouldHaveSingleItem();
        kept.Status.ShouldBe("Rejected");
        kept.Message.ShouldContain(scarce);
    }

    [Fact]
    public async Task An_unknown_sku_refuses_the_whole_order()
    {
        var known = await _app.Inventory.StockedAsync(10);
        var unknown = Unique.Sku();

        var answer = await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (known, 1), (unknown, 1));

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "unknown-sku").Text("detail").ShouldContain(unknown);
        (await _app.Inventory.ProductAsync(known)).Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task An_order_may_have_a_hundred_lines_and_a_million_pieces()
    {
        const int Million = 1_000_000;
        var sku = await _app.Inventory.StockedAsync(Million);
        (await _app.Orders.ConfirmedAsync((sku, Million))).Total.ShouldBe(Million * InventoryClient.UnitPrice);

        var many = Unique.Skus(100);
        await Task.WhenAll(many.Select(async each =>
        {
            (await _app.Inventory.PutProductAsync(each, new { name = each, unitPrice = 0.01m })).ShouldHave(HttpStatusCode.Created);
            (await _app.Inventory.AddStockAsync(each, Unique.Key(), 1)).ShouldHave(HttpStatusCode.OK);
        }));
        var order = await _app.Orders.ConfirmedAsync([.. many.Select(each => (each, 1))]);
        order.Lines.Count.ShouldBe(100);
        order.Total.ShouldBe(1.00m);
    }

    [Fact]
    public async Task A_line_keeps_the_price_it_was_bought_at()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var order = await _app.Orders.ConfirmedAsync((sku, 1));

        (await _app.Inventory.PutProductAsync(sku, new { name = "dearer", unitPrice = 999m })).ShouldHave(HttpStatusCode.OK);

        (await _app.Orders.ReadAsync(order.Id)).ShouldBeEquivalentTo(order);
    }

    private const string Rfc3339Utc = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$";

    private static IEnumerable<ShortageMessage> Shortages(Answer answer) =>
        answer.ShouldBeProblem(HttpStatusCode.Conflict, "insufficient-stock").Items<ShortageMessage>("shortages");
}
