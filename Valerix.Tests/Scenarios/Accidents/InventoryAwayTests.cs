using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>Orders are taken whatever Inventory does, and in time.</summary>
[Collection(BreakableSystem.Name)]
public sealed class InventoryAwayTests(BreakableApp breakable)
{
    /// <summary>The contract: the total timeout and a quarter of a second.</summary>
    private static readonly TimeSpan _longestAnswer = TimeSpan.FromSeconds(3.25);

    private readonly ValerixApp _app = breakable.App;

    [LinuxFact]
    public async Task While_it_hangs_orders_are_Pending_in_time_and_no_connection_waits_with_them()
    {
        // Twice as many as the database pool has connections.
        const int Buyers = 60;
        var sku = await _app.Inventory.StockedAsync(1000);
        var earlier = await _app.Orders.ConfirmedAsync((sku, 1));

        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            var orders = Task.WhenAll(Enumerable.Range(0, Buyers).Select(_ => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))));
            await Eventually.Async(async _ => await CountAsync(sku, "Pending") == Buyers, _longestAnswer, "every order is stored before Inventory is asked");
            orders.IsCompleted.ShouldBeFalse();
            (await OpenTransactionsAsync()).ShouldBe(0, "no transaction is open across a call");
            (await _app.Orders.ReadAsync(earlier.Id)).ShouldBeEquivalentTo(earlier);

            foreach (var answer in await orders)
            {
                answer.Read<OrderMessage>(HttpStatusCode.Accepted).Status.ShouldBe("Pending");
                answer.Headers.RetryAfter.ShouldNotBeNull();
                answer.Headers.Location.ShouldNotBeNull();
                answer.Took.ShouldBeLessThan(_longestAnswer);
            }
        }

        await InventoryShouldServeAsync();
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [LinuxFact]
    public async Task After_some_failures_it_is_not_even_asked_until_it_is_back()
    {
        var sku = await _app.Inventory.StockedAsync(1000);
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            // How many it takes depends on the calls that went well in the ten seconds before.
            await Eventually.Async(
                async _ =>
                {
                    var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))));
                    var order = answers.Select(answer => answer.Read<OrderMessage>(HttpStatusCode.Accepted)).Last();
                    return (await _app.Orders.EventsAsync(order.Id)).Any(entry => entry.Type == "ReserveAttempt" && entry.Detail.StartsWith("Not asked"));
                },
                TimeSpan.FromSeconds(20),
                "Inventory is not asked any more");
        }

        await InventoryShouldServeAsync();
    }

    [LinuxFact]
    public async Task Shipping_and_cancelling_are_answered_in_time_too_and_happen_once()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var (toShip, toCancel) = (await _app.Orders.ConfirmedAsync((sku, 1)), await _app.Orders.ConfirmedAsync((sku, 2)));

        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            var answers = await Task.WhenAll(_app.Orders.ShipAsync(toShip.Id), _app.Orders.CancelAsync(toCancel.Id));
            answers[0].Read<OrderMessage>(HttpStatusCode.Accepted).Status.ShouldBe("Shipping");
            answers[1].Read<OrderMessage>(HttpStatusCode.Accepted).Status.ShouldBe("Cancelling");
            answers.ShouldAllBe(answer => answer.Took < _longestAnswer);
            (await _app.Orders.CancelAsync(toShip.Id)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");
        }

        await InventoryShouldServeAsync();
        await Eventually.Async(
            async _ => (await _app.Orders.ShipAsync(toShip.Id)).Status == HttpStatusCode.OK
                && (await _app.Orders.CancelAsync(toCancel.Id)).Status == HttpStatusCode.OK,
            TimeSpan.FromSeconds(20),
            "asked again, both are finished");
        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((9, 0));
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [LinuxTheory]
    [InlineData("back while both are asked for")]
    [InlineData("back after both were given up on")]
    public async Task A_reserve_still_in_flight_when_its_order_is_cancelled_holds_nothing(string inventory)
    {
        const int Orders = 8;
        var (sku, customer) = (await _app.Inventory.StockedAsync(100), Unique.Customer());

        Task<Answer[]> places, cancels;
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            places = Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => _app.Orders.PlaceAsync(Unique.Key(), customer, (sku, 1))));
            await Eventually.Async(async _ => await CountAsync(sku, "Pending") == Orders, _longestAnswer, "the orders are stored");
            var ids = (await _app.Orders.ListAsync($"?customerId={customer}")).Read<PageMessage<OrderMessage>>().Items.Select(order => order.Id).ToArray();
            cancels = Task.WhenAll(ids.Select(_app.Orders.CancelAsync));
            await Eventually.Async(async _ => await CountAsync(sku, "Cancelling") == Orders, _longestAnswer, "the orders are being cancelled");
            if (inventory == "back after both were given up on") await Task.WhenAll(places, cancels);
        }

        (await places).ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Accepted);
        var cancelled = (await cancels).Select(answer => answer.ShouldHave(HttpStatusCode.OK, HttpStatusCode.Accepted).Read<OrderMessage>(answer.Status).Id).ToArray();
        await InventoryShouldServeAsync();
        await Eventually.ReadAsync(
            async _ => string.Join("; ", (await Task.WhenAll(cancelled.Select(_app.Orders.CancelAsync))).Where(answer => answer.Status != HttpStatusCode.OK)),
            others => others.Length == 0,
            TimeSpan.FromSeconds(20),
            "asked again, every order is cancelled");
        (await CountAsync(sku, "Cancelled")).ShouldBe(Orders);
        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((100, 0));
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [Fact]
    public async Task While_it_is_stopped_the_Order_API_is_degraded_and_takes_orders()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        await _app.Processes.StopAsync(ValerixApp.InventoryApi);
        try
        {
            var answer = await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1));
            answer.Read<OrderMessage>(HttpStatusCode.Accepted).Status.ShouldBe("Pending");

            var health = (await _app.Orders.Service.GetAsync("/health")).Read<HealthMessage>();
            health.Status.ShouldBe("Degraded");
            health.Checks["ordersdb"].Status.ShouldBe("Healthy");
            health.Checks["inventoryapi"].Status.ShouldBe("Degraded");
            health.Checks["inventoryapi"].Description.ShouldNotBeNullOrWhiteSpace();
            (await _app.Orders.Service.GetAsync("/ready")).ShouldHave(HttpStatusCode.OK);
        }
        finally
        {
            await _app.Processes.StartAsync(ValerixApp.InventoryApi);
        }

        await InventoryShouldServeAsync();
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
    }

    /// <summary>Inventory is back, and the Order API has noticed.</summary>
    private async Task InventoryShouldServeAsync()
    {
        await _app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
        await _app.ShouldServeAsync();
    }

    private async Task<long> CountAsync(string sku, string status) => (await _app.Databases.QueryAsync(
        ValerixApp.OrdersDb,
        $"SELECT count(*) FROM orders JOIN order_lines ON order_id = id WHERE sku = '{sku}' AND status = '{status}'",
        row => row.GetInt64(0))).Single();

    private async Task<long> OpenTransactionsAsync() => (await _app.Databases.QueryAsync(
        ValerixApp.OrdersDb,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'",
        row => row.GetInt64(0))).Single();
}
