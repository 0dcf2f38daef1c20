using System.Collections.Concurrent;
using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

[Collection(WholeSystem.Name)]
public sealed class ManyBuyersTests(SharedApp shared)
{
    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task Two_hundred_buyers_at_once_of_fifty_pieces_get_exactly_fifty()
    {
        const int Pieces = 50;
        const int Buyers = 200;
        var sku = await _app.Inventory.StockedAsync(Pieces);
        var acknowledged = new ConcurrentDictionary<string, Guid>();

        var answers = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(async _ =>
        {
            var key = Unique.Key();
            var answer = await _app.Orders.PlaceAsync(key, Unique.Customer(), (sku, 1));
            if (answer.Status == HttpStatusCode.Created) acknowledged[key] = answer.Read<OrderMessage>(HttpStatusCode.Created).Id;
            return answer;
        }));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(Pieces);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(Buyers - Pieces, string.Join(", ", answers.Select(answer => answer.Status).Distinct()));
        await ShouldHoldAsync(sku, Pieces, reserved: Pieces);

        await Task.WhenAll(acknowledged.Values.Select(async id => (await _app.Orders.ShipAsync(id)).ShouldHave(HttpStatusCode.OK)));
        await ShouldHoldAsync(sku, onHand: 0, reserved: 0);
        await Invariants.ShouldHoldAsync(_app, acknowledged, soldByOrdersOnly: [sku]);
    }

    [Fact]
    public async Task The_same_key_a_hundred_times_at_once_makes_one_order()
    {
        var (sku, key, customer) = (await _app.Inventory.StockedAsync(500), Unique.Key(), Unique.Customer());

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _app.Orders.PlaceAsync(key, customer, (sku, 3))));

        // 202 is the present state of an order whose first call is still on its way.
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Accepted);
        answers.Count(answer => answer.Header("Idempotency-Replayed") == "true").ShouldBe(answers.Length - 1);
        var id = answers.Select(answer => answer.Read<OrderMessage>(answer.Status).Id).Distinct().ShouldHaveSingleItem();
        (await _app.Orders.ReadAsync(id)).Status.ShouldBe("Confirmed");
        (await _app.Orders.ListAsync($"?customerId={customer}")).Read<PageMessage<OrderMessage>>().Items.Count.ShouldBe(1);
        await ShouldHoldAsync(sku, onHand: 500, reserved: 3);
    }

    [Fact]
    public async Task Shipping_asked_twenty_times_at_once_takes_the_stock_once()
    {
        var sku = await _app.Inventory.StockedAsync(100);
        var order = await _app.Orders.ConfirmedAsync((sku, 3));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _app.Orders.ShipAsync(order.Id)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.Accepted);
        (await _app.Orders.ReadAsync(order.Id)).Status.ShouldBe("Shipped");
        await ShouldHoldAsync(sku, onHand: 97, reserved: 0);
        await Invariants.ShouldHoldAsync(_app);
    }

    [Fact]
    public async Task Of_shipping_and_cancelling_at_once_one_wins_and_the_stock_follows_it()
    {
        const int Orders = 30;
        var sku = await _app.Inventory.StockedAsync(Orders);
        var ids = new List<Guid>();
        for (var i = 0; i < Orders; i++) ids.Add((await _app.Orders.ConfirmedAsync((sku, 1))).Id);

        var shipped = 0;
        foreach (var id in ids)
        {
            var answers = await Task.WhenAll(_app.Orders.ShipAsync(id), _app.Orders.CancelAsync(id));
            answers.Select(answer => answer.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
            var won = answers[0].Status == HttpStatusCode.OK;
            (await _app.Orders.ReadAsync(id)).Status.ShouldBe(won ? "Shipped" : "Cancelled");
            if (won) shipped++;
        }

        await ShouldHoldAsync(sku, Orders - shipped, reserved: 0);
        await Invariants.ShouldHoldAsync(_app);
    }

    private async Task ShouldHoldAsync(string sku, int onHand, int reserved)
    {
        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((onHand, reserved));
    }
}
