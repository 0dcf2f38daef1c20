using System.Data.Common;
using Valerix.OrderApi.Storage;

namespace Valerix.OrderApi.Processing;

/// <summary>Counts every now and then what is unfinished, for the gauges.</summary>
internal sealed class StepMonitor(StepQueue queue, StepMetrics metrics, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                metrics.Backlog(await queue.CountAsync(stoppingToken));
            }
            catch (Exception exception) when (exception is DbException or TimeoutException)
            {
                metrics.Backlog(null);
            }
        }
    }
}
