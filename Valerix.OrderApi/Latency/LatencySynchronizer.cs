using System.Data.Common;
using Valerix.OrderApi.Processing;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Latency;

/// <summary>Twice a second: tells the fleet what this replica did, hears what the others did, and notices when the gauge turns.</summary>
internal sealed partial class LatencySynchronizer(
    LatencyStore store,
    LatencyRecorder recorder,
    LatencyGauge gauge,
    DatabaseClock clock,
    LatencyAlerts alerts,
    SchemaReadiness schema,
    TimeProvider time,
    ILogger<LatencySynchronizer> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Well below the window: figures that arrive later than that are of no use.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private bool _isCutOff;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            using var bounded = new CancellationTokenSource(_patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(bounded.Token, stoppingToken);
            try
            {
                await ExchangeAsync(both.Token);
                _isCutOff = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested && exception is DbException or TimeoutException or OperationCanceledException)
            {
                // Once, and not twice a second: /health says it as well.
                if (!_isCutOff) LogCutOff(exception.Message);
                _isCutOff = true;
            }
        }
    }

    private async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        if (recorder.Unsaved() is { Count: > 0 } rows)
        {
            await DetachedStatement.RunAsync(token => store.SaveAsync(rows, token), cancellationToken);
            recorder.Saved(rows);
        }

        var askedAt = time.GetUtcNow();
        var reading = await DetachedStatement.RunAsync(store.ReadAsync, cancellationToken);
        clock.Sync(reading.At, askedAt);
        gauge.Heard(reading);

        // By what every replica can see: only that makes them agree.
        var status = LatencyWindow.Read(reading.Rows, reading.At, reading.RedMinutesToday).Status;
        if (status == LatencyStatus.Red) await DetachedStatement.RunAsync(store.MarkRedAsync, cancellationToken);
        if (status != reading.Status && await DetachedStatement.RunAsync(store.ChangeAsync, cancellationToken) is { } change) alerts.Raise(change);
    }

    [LoggerMessage(LogLevel.Warning, "The gauge shows this replica only until the database answers: {Reason}")]
    private partial void LogCutOff(string reason);
}
