using System.Data.Common;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.InventoryApi.Processing;

/// <summary>Ends holds whose time has run out. Any number of replicas may sweep at once.</summary>
internal sealed partial class LapseSweeper(
    ReservationStore store,
    Batcher<ReservationCommand, ReservationOutcome> reservations,
    SchemaReadiness schema,
    TimeProvider time,
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

            var lapsed = await Task.WhenAll(expired.Select(orderId => LapseAsync(orderId, cancellationToken)));
            LogSwept(lapsed.Count(done => done));
            // When none could be ended, the next look would find the same ones.
            if (expired.Count < BatchSize || !lapsed.Contains(true)) return;
        }
    }

    /// <summary>Ends one hold. A hold that can't be ended must not keep those that come after it, for ever.</summary>
    /// <returns>Whether the hold is over.</returns>
    private async Task<bool> LapseAsync(Guid orderId, CancellationToken cancellationToken)
    {
        try
        {
            return await reservations.ExecuteAsync(new ReservationCommand.Lapse(orderId), cancellationToken) is not ReservationOutcome.Busy;
        }
        catch (Exception exception) when (exception is not OverloadedException && PostgresFailures.IsItemFault(exception))
        {
            LogNotLapsed(exception, orderId);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The hold of order {OrderId} ran out and could not be ended")]
    private partial void LogNotLapsed(Exception exception, Guid orderId);

    [LoggerMessage(LogLevel.Information, "{Count} holds ran out and were ended")]
    private partial void LogSwept(int count);

    [LoggerMessage(LogLevel.Warning, "Holds that ran out could not be ended, the next sweep tries again: {Reason}")]
    private partial void LogFailed(string reason);
}
