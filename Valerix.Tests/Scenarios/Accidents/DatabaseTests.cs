using Npgsql;
using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>A service whose database is ill says so, says why, betrays nothing, and recovers by itself.</summary>
[Collection(BreakableSystem.Name)]
public sealed class DatabaseTests(BreakableApp breakable)
{
    private readonly ValerixApp _app = breakable.App;

    [Theory]
    [InlineData(ValerixApp.OrderApi, ValerixApp.OrdersDb, "orders")]
    [InlineData(ValerixApp.OrderApi, ValerixApp.OrdersDb, "order_lines")]
    [InlineData(ValerixApp.OrderApi, ValerixApp.OrdersDb, "order_events")]
    [InlineData(ValerixApp.InventoryApi, ValerixApp.InventoryDb, "products")]
    [InlineData(ValerixApp.InventoryApi, ValerixApp.InventoryDb, "movements")]
    [InlineData(ValerixApp.InventoryApi, ValerixApp.InventoryDb, "reservations")]
    [InlineData(ValerixApp.InventoryApi, ValerixApp.InventoryDb, "reservation_lines")]
    public async Task A_missing_table_is_named(string service, string database, string table)
    {
        await _app.Databases.ExecuteAsync(database, $"ALTER TABLE {table} RENAME TO {table}_away");
        try
        {
            var health = await _app.ShouldBecomeAsync(service, HttpStatusCode.ServiceUnavailable, "Unhealthy");
            var check = health.Read<HealthMessage>(HttpStatusCode.ServiceUnavailable).Checks[database];
            check.Status.ShouldBe("Unhealthy");
            check.Description.ShouldNotBeNull().ShouldMatch($@"\b{table}\b");
            await ShouldSayNoMoreAsync(health, database);
            (await _app.Service(service).GetAsync("/ready")).ShouldHave(HttpStatusCode.ServiceUnavailable);
            (await _app.Service(service).GetAsync("/alive")).ShouldHave(HttpStatusCode.OK);
        }
        finally
        {
            await _app.Databases.ExecuteAsync(database, $"ALTER TABLE {table}_away RENAME TO {table}");
        }

        await _app.ShouldBecomeAsync(service, HttpStatusCode.OK, "Healthy");
        (await _app.Service(service).GetAsync("/ready")).ShouldHave(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_Inventory_s_database_orders_are_still_taken()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var earlier = await _app.Orders.ConfirmedAsync((sku, 1));

        await using (await StoppedAsync("inventory-postgres"))
        {
            await ShouldSayWhyAsync(ValerixApp.InventoryApi, ValerixApp.InventoryDb);
            (await _app.Inventory.Service.GetAsync("/products")).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            (await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))).ShouldHave(HttpStatusCode.Accepted);
            await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Degraded");
        }

        await _app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await Eventually.Async(
            async _ => (await _app.Orders.ShipAsync(earlier.Id)).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(20), "shipping works again");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [Fact]
    public async Task Without_its_own_database_the_Order_API_promises_nothing()
    {
        var (sku, key, customer) = (await _app.Inventory.StockedAsync(10), Unique.Key(), Unique.Customer());
        var earlier = await _app.Orders.ConfirmedAsync((sku, 1));

        await using (await StoppedAsync("orders-postgres"))
        {
            await ShouldSayWhyAsync(ValerixApp.OrderApi, ValerixApp.OrdersDb);
            var answer = await _app.Orders.PlaceAsync(key, customer, (sku, 1));
            answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            answer.Headers.RetryAfter.ShouldNotBeNull();
            answer.Took.ShouldBeLessThan(TimeSpan.FromSeconds(3.25));
        }

        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        (await _app.Orders.ReadAsync(earlier.Id)).ShouldBeEquivalentTo(earlier);
        (await _app.Orders.PlaceAsync(key, customer, (sku, 1))).ShouldHave(HttpStatusCode.Created);
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    private async Task ShouldSayWhyAsync(string service, string database)
    {
        var health = await _app.ShouldBecomeAsync(service, HttpStatusCode.ServiceUnavailable, "Unhealthy");
        health.Read<HealthMessage>(HttpStatusCode.ServiceUnavailable).Checks[database].Description.ShouldNotBeNullOrWhiteSpace();
        await ShouldSayNoMoreAsync(health, database);
        (await _app.Service(service).GetAsync("/ready")).ShouldHave(HttpStatusCode.ServiceUnavailable);
        (await _app.Service(service).GetAsync("/alive")).ShouldHave(HttpStatusCode.OK);
    }

    private async Task ShouldSayNoMoreAsync(Answer health, string database)
    {
        var secrets = new NpgsqlConnectionStringBuilder(await _app.Databases.ConnectionStringAsync(database));
        health.Body.ShouldNotContain(secrets.Password.ShouldNotBeNull());
        health.Body.ShouldNotContain("Password");
        health.Body.ShouldNotContain(_app.OperatorKey);
        health.Body.ShouldNotContain("   at ");
    }

    private async Task<IAsyncDisposable> StoppedAsync(string server)
    {
        await _app.Processes.StopAsync(server);
        return new Restart(() => _app.Processes.StartAsync(server));
    }

    private sealed class Restart(Func<Task> start) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await start();
    }
}
