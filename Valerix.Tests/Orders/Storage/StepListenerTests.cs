using Microsoft.Extensions.Logging.Abstractions;
using Valerix.OrderApi.Saga;
using Valerix.OrderApi.Steps;
using Valerix.Tests.Orders.Saga;
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
        using var listener = new StepListener(database.DataSource, wakeup, TimeProvider.System, NullLogger<StepListener>.Instance);
        await listener.StartAsync(CancellationToken.None);

        await ShouldListenAsync(database);
        await RetryAsync(database);
        (await wakeup.WaitAsync(_bound, CancellationToken.None)).ShouldBeTrue();

        await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");
        await ShouldListenAsync(database);
        await RetryAsync(database);
        (await wakeup.WaitAsync(_bound, CancellationToken.None)).ShouldBeTrue();

        await listener.StopAsync(CancellationToken.None);
    }

    private static Task ShouldListenAsync(OrdersDatabase database) => Eventually.Async(
        async _ => await database.CountAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'") == 1,
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
