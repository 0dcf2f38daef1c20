using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>A database that takes connections and statements and answers none: every call is answered in time all the same.</summary>
[Collection(BreakableSystem.Name)]
public sealed class HangingDatabaseTests(BreakableApp breakable)
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = breakable.App;

    [LinuxFact]
    public async Task With_Inventory_s_server_frozen_every_call_of_it_is_answered_in_time()
    {
        var (sku, order) = await PreparedAsync();
        await using (await _app.Processes.SuspendAsync("inventory-postgres"))
        {
            await ShouldAnswerInTimeAsync(InventoryCalls(sku, order));
        }

        await ShouldRecoverAsync(sku);
    }

    [LinuxFact]
    public async Task With_the_orders_server_frozen_every_call_of_the_Order_API_is_answered_in_time()
    {
        var (sku, order) = await PreparedAsync();
        await using (await _app.Processes.SuspendAsync("orders-postgres"))
        {
            await ShouldAnswerInTimeAsync(OrderCalls(sku, order));
        }

        await ShouldRecoverAsync(sku);
    }

    [Theory]
    [InlineData(ValerixApp.OrdersDb, "orders, order_events, order_steps")]
    [InlineData(ValerixApp.InventoryDb, "products, movements, reservations")]
    public async Task With_the_tables_locked_every_call_is_answered_in_time(string database, string tables)
    {
        var (sku, order) = await PreparedAsync();
        await using (await _app.Databases.HoldAsync(database, $"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE"))
        {
            await ShouldAnswerInTimeAsync([.. database == ValerixApp.OrdersDb ? OrderCalls(sku, order) : InventoryCalls(sku, order)]);
        }

        await ShouldRecoverAsync(sku);
    }

    [Fact]
    public async Task An_order_whose_row_is_kept_locked_does_not_hold_up_others()
    {
        var (sku, locked) = await PreparedAsync();
        await using (await _app.Databases.HoldAsync(ValerixApp.OrdersDb, $"SELECT FROM orders WHERE id = '{locked}' FOR UPDATE"))
        {
            var cancels = Enumerable.Range(0, 3).Select(_ => _app.Orders.CancelAsync(locked)).ToArray();
            for (var i = 0; i < 5; i++)
            {
                var placed = await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1));
                placed.ShouldHave(HttpStatusCode.Created);
            }

            foreach (var cancel in cancels)
            {
                var answer = await cancel;
                answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
                answer.Took.ShouldBeLessThan(Aftermath.LongestAnswer);
            }
        }

        await ShouldRecoverAsync(sku);
    }

    private IEnumerable<(string What, Func<Task<Answer>> Call)> OrderCalls(string sku, Guid order)
    {
        var service = _app.Orders.Service;
        foreach (var path in new[] { "/orders", $"/orders/{order}", $"/orders/{order}/events", "/reconciliation", "/operations", $"/operations/orders/{order}", "/latency", "/ready", "/health" })
        {
            yield return ($"GET {path}", () => service.SendAsOperatorAsync(HttpMethod.Get, path));
        }

        yield return ("place", () => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1)));
        yield return ("ship", () => _app.Orders.ShipAsync(order));
        yield return ("cancel", () => _app.Orders.CancelAsync(order));
        yield return ("retry", () => _app.Orders.RetryAsync(order));
        yield return ("deliver", () => _app.Orders.PutStatusAsync(order, "Delivered"));
        yield return ("reconcile", _app.Orders.ReconcileAsync);
    }

    private IEnumerable<(string What, Func<Task<Answer>> Call)> InventoryCalls(string sku, Guid order)
    {
        var service = _app.Inventory.Service;
        foreach (var path in new[] { "/products", $"/products/{sku}", $"/products/{sku}/movements", $"/products/{sku}/movements?asOf=2030-01-01T00:00:00Z", $"/reservations/{order}", "/ready", "/health" })
        {
            yield return ($"GET {path}", () => service.SendAsOperatorAsync(HttpMethod.Get, path));
        }

        yield return ("product", () => _app.Inventory.PutProductAsync(sku, new { name = "another name", unitPrice = 1.00m }));
        yield return ("stock", () => _app.Inventory.AddStockAsync(sku, Unique.Key(), 1));
        yield return ("reserve", () => _app.Inventory.ReserveAsync(Guid.NewGuid(), null, (sku, 1)));
        yield return ("release", () => _app.Inventory.ReleaseAsync(Guid.NewGuid()));
        // Orders go on in the meantime, and so do looks at one that waits for Inventory.
        yield return ("place", () => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1)));
        yield return ("order", () => _app.Orders.GetAsync(order));
    }

    /// <summary>Each call twice at once, so that they also wait for each other's connections.</summary>
    private static async Task ShouldAnswerInTimeAsync(IEnumerable<(string What, Func<Task<Answer>> Call)> calls)
    {
        const int AtOnce = 2;
        var answers = await Task.WhenAll(calls.SelectMany(call => Enumerable.Range(0, AtOnce).Select(async _ => (call.What, Answer: await call.Call()))));
        answers.Where(answer => answer.Answer.Took >= Aftermath.LongestAnswer)
            .Select(answer => $"{answer.What}: {(int)answer.Answer.Status} after {answer.Answer.Took.TotalSeconds:0.0} s")
            .ShouldBeEmpty();
        answers.Where(answer => (int)answer.Answer.Status >= 500 && answer.Answer.Status != HttpStatusCode.ServiceUnavailable)
            .Select(answer => $"{answer.What}: {(int)answer.Answer.Status}")
            .ShouldBeEmpty();
    }

    /// <summary>A product and an order of it; every call was made once before, so that what a process does at a call's first time is not measured.</summary>
    private async Task<(string Sku, Guid Order)> PreparedAsync()
    {
        var sku = await _app.Inventory.StockedAsync(1_000);
        var order = (await _app.Orders.ConfirmedAsync((sku, 1))).Id;
        foreach (var (_, call) in OrderCalls(sku, order).Concat(InventoryCalls(sku, order))) await call();
        return (sku, (await _app.Orders.ConfirmedAsync((sku, 1))).Id);
    }

    private async Task ShouldRecoverAsync(string sku)
    {
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await _app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
        await Eventually.Async(
            async _ => (await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))).Status == HttpStatusCode.Created, _bound, "orders are placed again");
        await Invariants.ShouldSettleAsync(_app);
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: []);
    }
}
