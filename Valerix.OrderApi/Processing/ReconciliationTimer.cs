using System.Data.Common;
using Microsoft.Extensions.Options;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Processing;

/// <summary>Makes a run every now and then. Every replica has one; of all of them, one at a time gets a turn.</summary>
internal sealed partial class ReconciliationTimer(
    Reconciler reconciler, IOptions<OrdersOptions> options, SchemaReadiness schema, TimeProvider time, ILogger<ReconciliationTimer> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A run of another replica replaces this replica's next one. The pause is well below the interval, so that a single replica is never kept
    /// from its own next run.
    /// </summary>
    private static readonly TimeSpan _pause = _interval / 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                using var budget = new RequestBudget(options.Value.TotalTimeout, time);
                await reconciler.RunAsync(_pause, budget);
            }
            catch (Exception exception) when (exception is DbException or TimeoutException or OperationCanceledException)
            {
                LogNotDone(exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Orders were not reconciled this time: {Reason}")]
    private partial void LogNotDone(string reason);
}
