using Microsoft.Extensions.Logging.Abstractions;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Processing;
using Valerix.ServiceDefaults.Postgres;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Storage;

/// <summary>A worker hears of what is there for anybody at once.</summary>
[Collection(WholeSystem.Name)]
public sealed class StepListenerTests(SharedApp shared)
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_retry_wakes_the_worker_also_after_the_connection_was_lost()
    {
        await using var database = await OrdersDatabase.CreateAsync(shared.App);
        using var wakeup = new StepWakeup();
        var schema = new SchemaReadiness();
        schema.Set();
        using var listener = new StepListener(database.DataSource, wakeup, schema, TimeProvider.System, NullLogger<StepListener>.Instance);
        await listener.StartAsync(CancellationToken.None);

        var first = await ListeningAsync(database, after: 0);
        await RetryAsync(database);
        (await wakeup.WaitAsync(_bound, CancellationToken.None)).ShouldBeTrue();

        await database.ExecuteAsync($"SELECT pg_terminate_backend({first})");
        await ListeningAsync(database, after: first);
        await RetryAsync(database);
        (await wakeup.WaitAsync(_bound, CancellationToken.None)).ShouldBeTrue();

        await listener.StopAsync(CancellationToken.None);
    }

    // Idle: its LISTEN is done. Another one: the connection that is being ended is still there for a moment.
    private static Task<long> ListeningAsync(OrdersDatabase database, long after) => Eventually.ReadAsync(
        _ => database.CountAsync(
            $"""
            SELECT coalesce(max(pid), 0)::bigint
            FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle' AND pid <> {after}
            """),
        pid => pid != 0,
        _bound,
        "somebody listens");

    private static async Task RetryAsync(OrdersDatabase database)
    {
        var engine = SagaExamples.Engine();
        var order = await database.Store.PlaceAsync(New(Guid.NewGuid(), Long));
        var parked = await database.Store.WriteAsync(engine.After(order, new StepResult.Contradiction("What?", "No."), TimeSpan.Zero, jitter: 0));
        await database.Store.WriteAsync(engine.Resume(parked, Guid.NewGuid())!);
    }
}
