using System.Collections.Concurrent;
using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

/// <summary>Many at once who want the same; how many processes serve them must make no difference.</summary>
/// <remarks>A 202 is a right answer in a crush: what counts is how it ends.</remarks>
public abstract class ManyBuyersScenarios : IAsyncLifetime
{
    private readonly ValerixApp _app;

    private protected ManyBuyersScenarios(ValerixApp app) => _app = app;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The crush may have opened a circuit, which the next test must not meet.</summary>
    public Task DisposeAsync() => _app.ShouldServeAsync();

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
            if (answer.Status != HttpStatusCode.Conflict) acknowledged[key] = answer.Read<OrderMessage>(answer.Status).Id;
            return answer;
        }));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Accepted || answer.Status == HttpStatusCode.Conflict);
        await Invariants.ShouldHoldAsync(_app, acknowledged, soldByOrdersOnly: [sku]);
        await ShouldHoldAsync(sku, Pieces, reserved: Pieces);
        var orders = await Task.WhenAll(acknowledged.Values.Select(_app.Orders.ReadAsync));
        var confirmed = orders.Where(order => order.Status == "Confirmed").ToArray();
        confirmed.Length.ShouldBe(Pieces);
        orders.ShouldAllBe(order => order.Status == "Confirmed" || order.Status == "Rejected");

        await Task.WhenAll(confirmed.Select(async order => (await _app.Orders.ShipAsync(order.Id)).ShouldHave(HttpStatusCode.OK, HttpStatusCode.Accepted)));
        await Invariants.ShouldHoldAsync(_app, acknowledged, soldByOrdersOnly: [sku]);
        await ShouldHoldAsync(sku, onHand: 0, reserved: 0);
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
        await Invariants.ShouldHoldAsync(_app, new Dictionary<string, Guid> { [key] = id }, soldByOrdersOnly: [sku]);
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
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
        (await _app.Orders.ReadAsync(order.Id)).Status.ShouldBe("Shipped");
        await ShouldHoldAsync(sku, onHand: 97, reserved: 0);
    }

    [Fact]
    public async Task Of_shipping_and_cancelling_at_once_one_wins_and_the_stock_follows_it()
    {
        const int Orders = 30;
        var sku = await _app.Inventory.StockedAsync(Orders);
        var ids = (await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => _app.Orders.ConfirmedAsync((sku, 1))))).Select(order => order.Id).ToArray();

        var races = await Task.WhenAll(ids.Select(async id =>
        {
            var answers = await Task.WhenAll(_app.Orders.ShipAsync(id), _app.Orders.CancelAsync(id));
            answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(1, $"{answers[0]}; {answers[1]}");
            return (Id: id, Shipped: answers[1].Status == HttpStatusCode.Conflict);
        }));

        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
        foreach (var (id, shipped) in races)
        {
            (await _app.Orders.ReadAsync(id)).Status.ShouldBe(shipped ? "Shipped" : "Cancelled");
        }

        await ShouldHoldAsync(sku, Orders - races.Count(race => race.Shipped), reserved: 0);
    }

    private async Task ShouldHoldAsync(string sku, int onHand, int reserved)
    {
        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((onHand, reserved));
    }
}
