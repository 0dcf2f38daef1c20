using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Orders;

/// <summary>Orders and reservations that were made to disagree behind the Order API's back.</summary>
[Collection(WholeSystem.Name)]
public sealed class ReconciliationTests(SharedApp shared)
{
    /// <summary>An order must have been at rest for 10 s.</summary>
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = shared.App;
    private readonly Dictionary<Guid, DifferenceMessage> _mended = [];
    private readonly Dictionary<Guid, DifferenceMessage> _escalated = [];

    [Fact]
    public async Task A_confirmed_order_whose_stock_is_gone_needs_attention_and_can_only_be_cancelled()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var order = await _app.Orders.ConfirmedAsync((sku, 2));
        (await _app.Inventory.ReleaseAsync(order.Id)).ShouldHave(HttpStatusCode.OK);

        await ReconcileUntilAsync(() => _escalated.ContainsKey(order.Id), "the missing stock is found");

        var found = _escalated[order.Id];
        (found.Order, found.Inventory).ShouldBe(("Confirmed", "Released"));
        found.Did.ShouldStartWith("NeedsAttention: ");
        (await _app.Orders.ReadAsync(order.Id)).Status.ShouldBe("NeedsAttention");
        (await _app.Orders.EventsAsync(order.Id))[^1].Detail.ShouldBe("Inventory no longer holds the stock of this order.");
        (await _app.Orders.RetryAsync(order.Id)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");
        (await _app.Orders.CancelAsync(order.Id)).Read<OrderMessage>().Status.ShouldBe("Cancelled");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [Fact]
    public async Task Stock_that_is_held_for_a_rejected_order_is_freed()
    {
        // As if an early try of the reserve arrived after a later one was refused.
        var sku = await _app.Inventory.StockedAsync(1);
        var customer = Unique.Customer();
        (await _app.Orders.PlaceAsync(Unique.Key(), customer, (sku, 2))).ShouldHave(HttpStatusCode.Conflict);
        var id = (await _app.Orders.ListAsync($"?customerId={customer}")).Read<PageMessage<OrderMessage>>().Items.Single().Id;
        (await _app.Inventory.AddStockAsync(sku, Unique.Key(), 1)).ShouldHave(HttpStatusCode.OK);
        (await _app.Inventory.ReserveAsync(id, null, (sku, 2))).ShouldHave(HttpStatusCode.Created);
        await MakeAsync(id, "Rejected");

        await ReconcileUntilAsync(() => _mended.ContainsKey(id), "the stock that nobody needs is found");

        var found = _mended[id];
        (found.Order, found.Inventory).ShouldBe(("Rejected", "Reserved"));
        found.Did.ShouldStartWith("Release: ");
        await Eventually.Async(async _ => (await _app.Inventory.ProductAsync(sku)).Reserved == 0, _bound, "the stock is freed");
        (await _app.Orders.ReadAsync(id)).Status.ShouldBe("Rejected");
        (await _app.Orders.EventsAsync(id)).Select(entry => entry.Type).ShouldContain("Reconciliation");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [Theory]
    [InlineData("Shipped", "Commit", "Shipped", 8, 0)]
    [InlineData("Delivered", "Commit", "Delivered", 8, 0)]
    [InlineData("Cancelled", "Release", "Cancelled", 10, 0)]
    [InlineData("Pending", "Reserve", "Confirmed", 10, 2)]
    [InlineData("Shipping", "Commit", "Shipped", 8, 0)]
    [InlineData("Cancelling", "Release", "Cancelled", 10, 0)]
    public async Task What_an_order_lacks_is_made_up_for_by_a_step(string status, string step, string end, int onHand, int reserved)
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var order = await _app.Orders.ConfirmedAsync((sku, 2));
        await MakeAsync(order.Id, status);

        await ReconcileUntilAsync(() => _mended.ContainsKey(order.Id), $"an order that is {status} is found to lack its {step}");

        (_mended[order.Id].Order, _mended[order.Id].Inventory).ShouldBe((status, "Reserved"));
        _mended[order.Id].Did.ShouldStartWith($"{step}: ");
        await Eventually.Async(
            async _ => await _app.Inventory.ProductAsync(sku) is var product
                && (product.OnHand, product.Reserved) == (onHand, reserved)
                && (await _app.Orders.ReadAsync(order.Id)).Status == end,
            _bound,
            $"the order is {end} and so is its stock");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [Fact]
    public async Task The_last_report_can_be_read_again()
    {
        var run = await Eventually.ReadAsync(
            _ => _app.Orders.ReconcileAsync(), answer => answer.Status == HttpStatusCode.OK, _bound, "it is this caller's turn");

        var report = run.Read<ReconciliationMessage>();
        report.Unreachable.ShouldBeFalse();
        report.Checked.ShouldBe(report.Agreed + report.Mended.Count + report.Escalated.Count);
        (await _app.Orders.ReconciliationAsync()).Read<ReconciliationMessage>().ShouldBeEquivalentTo(report);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_each_gets_a_report_or_is_told_that_one_is_being_made()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _app.Orders.ReconcileAsync()));

        foreach (var answer in answers)
        {
            answer.ShouldHave(HttpStatusCode.OK, HttpStatusCode.Accepted);
            answer.Took.ShouldBeLessThan(TimeSpan.FromSeconds(3.25));
            if (answer.Status == HttpStatusCode.Accepted) answer.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    /// <summary>Puts an order into a state, a minute ago, as no service ever would.</summary>
    private Task MakeAsync(Guid id, string status) => _app.Databases.ExecuteAsync(
        ValerixApp.OrdersDb, $"UPDATE orders SET status = '{status}', updated_at = updated_at - interval '1 minute' WHERE id = '{id}'");

    private async Task ReconcileUntilAsync(Func<bool> isSo, string what) => await Eventually.Async(
        async _ =>
        {
            var answer = await _app.Orders.ReconcileAsync();
            if (answer.Status == HttpStatusCode.Accepted) return false;

            var report = answer.Read<ReconciliationMessage>();
            foreach (var difference in report.Mended) _mended[difference.OrderId] = difference;
            foreach (var difference in report.Escalated) _escalated[difference.OrderId] = difference;
            return isSo();
        },
        _bound,
        what);
}
