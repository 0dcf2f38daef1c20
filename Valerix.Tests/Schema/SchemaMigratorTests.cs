using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Valerix.ServiceDefaults.Postgres;
using Valerix.Tests.Orders.Storage;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Schema;

/// <summary>A new version that migrates while the version before it sells.</summary>
[Collection(WholeSystem.Name)]
public sealed class SchemaMigratorTests(SharedApp shared) : IAsyncLifetime
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private OrdersDatabase _database = null!;

    public async Task InitializeAsync() => _database = await OrdersDatabase.CreateAsync(shared.App);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_migration_that_must_wait_holds_up_no_order_and_is_tried_until_it_is_done()
    {
        await using var oldVersion = Impatient();
        await using var reader = await _database.DataSource.OpenConnectionAsync();
        await ExecuteAsync(reader, "BEGIN; SELECT FROM orders");
        await using var newVersion = Start<NextVersion>();

        var placed = 0;
        await Eventually.Async(
            async cancellationToken =>
            {
                // It fails when it waits longer for the migration than a shopper would.
                await new OrderApi.Storage.OrderStore(oldVersion).PlaceAsync([New(Guid.NewGuid(), Long)], cancellationToken);
                placed++;
                return newVersion.Warnings.Count >= 3;
            },
            _bound,
            "three attempts to migrate");
        newVersion.Readiness.IsReady.ShouldBeFalse();

        await ExecuteAsync(reader, "ROLLBACK");
        await newVersion.Readiness.WaitAsync(CancellationToken.None).WaitAsync(_bound);

        (await _database.CountAsync("SELECT count(*) FROM orders WHERE note IS NULL")).ShouldBe(placed);
    }

    [Fact]
    public async Task An_index_is_made_by_two_replicas_while_orders_are_taken_also_where_a_build_was_interrupted()
    {
        await _database.Store.PlaceAsync([New(Guid.NewGuid(), Long)], CancellationToken.None);
        await _database.ExecuteAsync(
            """
            DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" LIKE '%_OrderEventsInOneOrder';
            UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_order_events_id'::regclass
            """);
        await using var writer = await _database.DataSource.OpenConnectionAsync();
        await ExecuteAsync(writer, "BEGIN; INSERT INTO order_events (order_id, type, at, detail) VALUES (gen_random_uuid(), 'Shipped', now(), 'Gone.')");
        await using var one = Start<OrderApi.Storage.OrdersDbContext>();
        await using var other = Start<OrderApi.Storage.OrdersDbContext>();

        await Eventually.Async(_ => Task.FromResult(one.Warnings.Count + other.Warnings.Count >= 2), _bound, "both replicas came across the writer, or each other");
        await using (var shopper = Impatient())
        {
            await new OrderApi.Storage.OrderStore(shopper).PlaceAsync([New(Guid.NewGuid(), Long)], CancellationToken.None);
        }

        await ExecuteAsync(writer, "COMMIT");
        await Task.WhenAll(one.Readiness.WaitAsync(CancellationToken.None), other.Readiness.WaitAsync(CancellationToken.None)).WaitAsync(_bound);
        (await _database.CountAsync("SELECT count(*) FROM pg_index WHERE indexrelid = 'ix_order_events_id'::regclass AND indisvalid")).ShouldBe(1);
    }

    [Fact]
    public async Task A_schema_from_before_the_first_release_is_named_and_left_as_it_is()
    {
        await _database.ExecuteAsync("""UPDATE "__EFMigrationsHistory" SET "MigrationId" = '20260101000000_Older' WHERE "MigrationId" LIKE '%_Initial'""");

        await using var newVersion = Start<NextVersion>();

        await Eventually.Async(_ => Task.FromResult(newVersion.Readiness.Obstacle is not null), _bound, "the obstacle is named");
        newVersion.Readiness.Obstacle.ShouldNotBeNull().ShouldContain("Delete the data folder");
        (await _database.CountAsync("SELECT count(*) FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'note'")).ShouldBe(0);
    }

    /// <summary>The version before: a statement of it fails after the three seconds in which a shopper is to be answered.</summary>
    private NpgsqlDataSource Impatient() =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { CommandTimeout = 3 }.ConnectionString);

    private MigratingProcess<T> Start<T>() where T : DbContext => new(_database.ConnectionString);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The part of a service that migrates.</summary>
    private sealed class MigratingProcess<T> : IAsyncDisposable where T : DbContext
    {
        private readonly ServiceProvider _services;
        private readonly SchemaMigrator<T> _migrator;

        public MigratingProcess(string connectionString)
        {
            _services = new ServiceCollection().AddDbContext<T>(options => options.UseNpgsql(connectionString)).BuildServiceProvider();
            _migrator = new(
                _services.GetRequiredService<IServiceScopeFactory>(), Readiness, (_, _) => Task.CompletedTask, TimeProvider.System, new WarningsOnly<T>(Warnings));
            _ = _migrator.StartAsync(CancellationToken.None);
        }

        public SchemaReadiness Readiness { get; } = new();

        public ConcurrentQueue<string> Warnings { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _migrator.StopAsync(CancellationToken.None);
            _migrator.Dispose();
            await _services.DisposeAsync();
        }
    }

    private sealed class WarningsOnly<T>(ConcurrentQueue<string> warnings) : ILogger<SchemaMigrator<T>> where T : DbContext
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) warnings.Enqueue(formatter(state, exception));
        }
    }
}

/// <summary>A version that adds a column to the orders.</summary>
internal sealed class NextVersion(DbContextOptions<NextVersion> options) : DbContext(options);

/// <summary>The migration that is applied already; the name is the product's.</summary>
[DbContext(typeof(NextVersion))]
[Migration("20261125170029_Initial")]
internal sealed class PresentVersionMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => throw new NotSupportedException("It is applied already.");
}

[DbContext(typeof(NextVersion))]
[Migration("29991231000000_AddNote")]
internal sealed class NextVersionMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE orders ADD COLUMN note text");
}
