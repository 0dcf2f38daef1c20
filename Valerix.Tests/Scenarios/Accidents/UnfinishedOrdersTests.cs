using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>What an accident left half done is finished afterwards, and nobody has to ask for it.</summary>
[Collection(BreakableSystem.Name)]
public sealed class UnfinishedOrdersTests(BreakableApp breakable)
{
    private static readonly TimeSpan _stored = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = breakable.App;

    [LinuxFact]
    public async Task When_Inventory_is_back_orders_are_confirmed_shipped_and_cancelled_by_themselves()
    {
        const int Buyers = 10;
        var sku = await _app.Inventory.StockedAsync(100);
        var (toShip, toCancel) = (await _app.Orders.ConfirmedAsync((sku, 1)), await _app.Orders.ConfirmedAsync((sku, 2)));

        Guid[] placed;
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            var places = Task.WhenAll(Enumerable.Range(0, Buyers).Select(_ => PlaceAsync(sku)));
            (await _app.Orders.ShipAsync(toShip.Id)).ShouldHave(HttpStatusCode.Accepted);
            (await _app.Orders.CancelAsync(toCancel.Id)).ShouldHave(HttpStatusCode.Accepted);
            placed = [.. (await places).Select(answer => answer.Read<OrderMessage>(HttpStatusCode.Accepted).Id)];

            var steps = (await HealthAsync()).Checks["orders"].Data["steps"].GetInt64();
            steps.ShouldBeGreaterThanOrEqualTo(Buyers + 2);
        }

        await Invariants.ShouldSettleAsync(_app);

        (await _app.Orders.ReadAsync(toShip.Id)).Status.ShouldBe("Shipped");
        (await _app.Orders.ReadAsync(toCancel.Id)).Status.ShouldBe("Cancelled");
        foreach (var id in placed)
        {
            (await _app.Orders.ReadAsync(id)).Status.ShouldBe("Confirmed");
            var types = (await _app.Orders.EventsAsync(id)).Select(entry => entry.Type).ToArray();
            types.Count(type => type == "ReserveAttempt").ShouldBeGreaterThan(1);
            (types[0], types[^1]).ShouldBe(("Pending", "Confirmed"));
        }

        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((99, Buyers));
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [LinuxFact]
    public async Task An_order_whose_process_died_after_storing_it_comes_right_after_the_restart()
    {
        var sku = await _app.Inventory.StockedAsync(100);
        Task place;
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            place = PlaceAsync(sku);
            await Eventually.Async(async _ => await CountAsync(sku, "Pending") == 1, _stored, "the order is stored");
            await _app.Processes.KillAsync(ValerixApp.OrderApi);
        }

        await Should.ThrowAsync<HttpRequestException>(() => place);
        await Invariants.ShouldSettleAsync(_app);
        await ShouldBeConfirmedOnceAsync(sku);
    }

    [LinuxFact]
    public async Task An_order_whose_process_died_before_writing_Inventory_s_answer_down_comes_right_after_the_restart()
    {
        var sku = await _app.Inventory.StockedAsync(100);
        var inventory = await _app.Processes.SuspendAsync(ValerixApp.InventoryApi);
        var place = PlaceAsync(sku);
        await Eventually.Async(async _ => await CountAsync(sku, "Pending") == 1, _stored, "the order is stored");

        await using (await _app.Databases.HoldAsync(ValerixApp.OrdersDb, "SELECT FROM orders WHERE status = 'Pending' FOR UPDATE"))
        {
            await inventory.DisposeAsync();
            await Eventually.Async(async _ => (await _app.Inventory.ProductAsync(sku)).Reserved == 1, _bound, "Inventory holds the stock");
            await _app.Processes.KillAsync(ValerixApp.OrderApi);
        }

        await Should.ThrowAsync<HttpRequestException>(() => place);
        await Invariants.ShouldSettleAsync(_app);
        await ShouldBeConfirmedOnceAsync(sku);
    }

    [LinuxFact]
    public async Task A_restart_of_the_database_does_not_stop_the_workers()
    {
        var sku = await _app.Inventory.StockedAsync(100);
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            (await PlaceAsync(sku)).ShouldHave(HttpStatusCode.Accepted);
            await _app.Processes.StopAsync("orders-postgres");
        }

        await _app.Processes.StartAsync("orders-postgres");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");

        await Invariants.ShouldSettleAsync(_app);
        await ShouldBeConfirmedOnceAsync(sku);
    }

    private async Task ShouldBeConfirmedOnceAsync(string sku)
    {
        (await CountAsync(sku, "Confirmed")).ShouldBe(1);
        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((100, 1));
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    private Task<Answer> PlaceAsync(string sku) => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1));

    private async Task<HealthMessage> HealthAsync() => (await _app.Orders.Service.GetAsync("/health")).Read<HealthMessage>();

    private async Task<long> CountAsync(string sku, string status) => (await _app.Databases.QueryAsync(
        ValerixApp.OrdersDb,
        $"SELECT count(*) FROM orders JOIN order_lines ON order_id = id WHERE sku = '{sku}' AND status = '{status}'",
        row => row.GetInt64(0))).Single();
}
