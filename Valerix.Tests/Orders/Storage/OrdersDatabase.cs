using Microsoft.EntityFrameworkCore;
using Npgsql;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Postgres;
using Valerix.Tests.Running;

namespace Valerix.Tests.Orders.Storage;

/// <summary>An empty <c>ordersdb</c> of the tests' own, on the system's server, that no service works on.</summary>
internal sealed class OrdersDatabase : IAsyncDisposable
{
    private OrdersDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        var dataSource = NpgsqlDataSource.Create(HotPath.Of(connectionString));
        DataSource = dataSource;
        Store = new(dataSource);
        Queue = new(dataSource, Store);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public OrderStore Store { get; }

    public StepQueue Queue { get; }

    public static async Task<OrdersDatabase> CreateAsync(ValerixApp app)
    {
        var name = $"orders_{Guid.NewGuid():N}";
        await app.Databases.ExecuteAsync(ValerixApp.OrdersDb, $"CREATE DATABASE {name}");
        var server = await app.Databases.ConnectionStringAsync(ValerixApp.OrdersDb);
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

        await using var context = new OrdersDbContext(new DbContextOptionsBuilder<OrdersDbContext>().UseNpgsql(connectionString).Options);
        await context.Database.MigrateAsync();
        return new(connectionString);
    }

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Guid orderId)
    {
        await using var command = DataSource.CreateCommand("SELECT type, detail FROM order_events WHERE order_id = $1 ORDER BY id");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = orderId });
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<TimelineEntry>();
        while (await reader.ReadAsync())
        {
            entries.Add(new(reader.GetString(0), reader.GetString(1)));
        }

        return entries;
    }

    /// <summary>Keeps everybody from writing orders until it is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = await DataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE orders IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
