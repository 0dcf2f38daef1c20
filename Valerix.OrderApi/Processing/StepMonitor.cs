using System.Data.Common;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Processing;

/// <summary>Counts every now and then what is unfinished, for the gauges.</summary>
internal sealed class StepMonitor(StepQueue queue, StepMetrics metrics, SchemaReadiness schema, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
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
