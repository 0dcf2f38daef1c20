using System.Data.Common;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.InventoryApi.Processing;

/// <summary>Lets go of holds whose time has run out. Any number of replicas may sweep at once.</summary>
internal sealed partial class LapseSweeper(
    ReservationStore store,
    Batcher<ReservationCommand, ReservationOutcome> warehouse,
    SchemaReadiness schema, TimeProvider time,
    ILogger<LapseSweeper> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private const int MaxBatches = 50;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or TimeoutException or OverloadedException)
            {
                LogFailed(exception.Message);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        for (var batch = 0; batch < MaxBatches; batch++)
        {
            var expired = await store.FindExpiredAsync(BatchSize, cancellationToken);
            if (expired.Count == 0) return;

            await Task.WhenAll(expired.Select(orderId => warehouse.ExecuteAsync(new ReservationCommand.Lapse(orderId), cancellationToken)));
            LogSwept(expired.Count);
            if (expired.Count < BatchSize) return;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} holds ran out and were let go")]
    private partial void LogSwept(int count);

    [LoggerMessage(LogLevel.Warning, "Holds that ran out could not be let go, the next sweep tries again: {Reason}")]
    private partial void LogFailed(string reason);
}
