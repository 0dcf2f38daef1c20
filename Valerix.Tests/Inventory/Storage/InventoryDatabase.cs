using Microsoft.EntityFrameworkCore;
using Npgsql;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Postgres;
using Valerix.Tests.Running;

namespace Valerix.Tests.Inventory.Storage;

/// <summary>An empty <c>inventorydb</c> of the tests' own, on the system's server, that no service works on.</summary>
internal sealed class InventoryDatabase : IAsyncDisposable
{
    private InventoryDatabase(NpgsqlDataSource dataSource)
    {
        DataSource = dataSource;
        Store = new(dataSource, TimeProvider.System);
    }

    public NpgsqlDataSource DataSource { get; }

    public ReservationStore Store { get; }

    public static async Task<InventoryDatabase> CreateAsync(ValerixApp app)
    {
        var name = $"inventory_{Guid.NewGuid():N}";
        await app.Databases.ExecuteAsync(ValerixApp.InventoryDb, $"CREATE DATABASE {name}");
        var server = await app.Databases.ConnectionStringAsync(ValerixApp.InventoryDb);
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

        await using var context = new InventoryDbContext(new DbContextOptionsBuilder<InventoryDbContext>().UseNpgsql(connectionString).Options);
        await context.Database.MigrateAsync();
        return new(NpgsqlDataSource.Create(HotPath.Of(connectionString)));
    }

    /// <summary>Puts <paramref name="quantity"/> pieces of a new product on the shelf.</summary>
    public Task StockAsync(string sku, int quantity) => ExecuteAsync(
        $"""
        INSERT INTO products (sku, name, unit_price, on_hand) VALUES ('{sku}', '{sku}', 1, {quantity});
        INSERT INTO movements (sku, kind, on_hand_delta, reserved_delta, idempotency_key, reason, at)
        VALUES ('{sku}', 'Stock', {quantity}, 0, '{Unique.Key()}', 'a delivery', now());
        """);

    /// <summary>What is on the shelf, and how much of it is held.</summary>
    public async Task<(long OnHand, long Reserved)> StockOfAsync(string sku) =>
        (await QueryAsync($"SELECT on_hand, reserved FROM products WHERE sku = '{sku}'", row => (row.GetInt64(0), row.GetInt64(1)))).Single();

    /// <summary>The ledger in the order in which it was written, without the deliveries.</summary>
    public Task<List<string>> LedgerAsync() =>
        QueryAsync("SELECT kind || ' ' || sku FROM movements WHERE kind <> 'Stock' ORDER BY id", row => row.GetString(0));

    public async Task BooksShouldBeRightAsync() => (await QueryAsync(Invariants.BrokenBooks, row => row.GetString(0))).ShouldBeEmpty();

    /// <summary>Locks a product until it is disposed of.</summary>
    public async Task<IAsyncDisposable> LockAsync(string sku)
    {
        var connection = await DataSource.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"SELECT 1 FROM products WHERE sku = '{sku}' FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
