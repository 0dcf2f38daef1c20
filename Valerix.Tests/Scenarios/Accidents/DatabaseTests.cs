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

    [Fact]
    public async Task A_server_that_has_become_read_only_is_named_and_writes_go_on_when_it_is_a_primary_again()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        await SetReadOnlyAsync(true);
        try
        {
            await ShouldRefuseWritesAsync(sku, "read-only");
        }
        finally
        {
            await SetReadOnlyAsync(false);
        }

        await ShouldPlaceAgainAsync(sku);
    }

    [Fact]
    public async Task A_full_disk_is_named()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        await _app.Databases.ExecuteAsync(ValerixApp.OrdersDb, """
            CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER disk_full BEFORE INSERT ON orders FOR EACH STATEMENT EXECUTE FUNCTION disk_full();
            """);
        try
        {
            await ShouldRefuseWritesAsync(sku, "disk is full");
        }
        finally
        {
            await _app.Databases.ExecuteAsync(ValerixApp.OrdersDb, "DROP TRIGGER disk_full ON orders; DROP FUNCTION disk_full();");
        }

        await ShouldPlaceAgainAsync(sku);
    }

    private async Task ShouldRefuseWritesAsync(string sku, string reason)
    {
        await Eventually.Async(
            async _ =>
            {
                (await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
                var health = (await _app.Service(ValerixApp.OrderApi).GetAsync("/health")).Read<HealthMessage>(HttpStatusCode.ServiceUnavailable);
                return health.Checks[ValerixApp.OrdersDb].Description?.Contains(reason, StringComparison.Ordinal) == true;
            },
            TimeSpan.FromSeconds(15),
            $"/health says: {reason}");
        (await _app.Service(ValerixApp.OrderApi).GetAsync("/ready")).ShouldHave(HttpStatusCode.ServiceUnavailable);
    }

    private async Task ShouldPlaceAgainAsync(string sku)
    {
        await Eventually.Async(
            async _ => (await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))).Status == HttpStatusCode.Created,
            TimeSpan.FromSeconds(10),
            "orders are placed again");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await Invariants.ShouldSettleAsync(_app);
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    /// <summary>Makes every session of <c>ordersdb</c> that begins from now on read-only, or not; those that there are stay as they are.</summary>
    private async Task SetReadOnlyAsync(bool on)
    {
        var server = new NpgsqlConnectionStringBuilder(await _app.Databases.ConnectionStringAsync(ValerixApp.OrdersDb));
        var name = server.Database;
        server.Database = "postgres";
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(on
            ? $"ALTER DATABASE {name} SET default_transaction_read_only = on"
            : $"ALTER DATABASE {name} RESET default_transaction_read_only");
        await command.ExecuteNonQueryAsync();
        if (!on) return;

        // As a failover does: the connections are gone, and new ones lead to a server that takes no writes.
        await using var end = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1");
        end.Parameters.Add(new() { Value = name });
        await end.ExecuteNonQueryAsync();
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
