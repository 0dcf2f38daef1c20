using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valerix.OrderApi.Storage;

namespace Valerix.OrderApi.Processing;

/// <summary>Says how much is unfinished; degraded while an order waits for a person.</summary>
internal sealed class StepHealthCheck(StepQueue queue) : IHealthCheck
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Describe(context, await queue.CountAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or OperationCanceledException)
        {
            return new(context.Registration.FailureStatus, "Not known: the database does not answer.");
        }
    }

    private static HealthCheckResult Describe(HealthCheckContext context, StepBacklog backlog)
    {
        var (attention, steps, oldest) = backlog;
        var data = new Dictionary<string, object>
        {
            ["ordersNeedingAttention"] = attention,
            ["steps"] = steps,
            ["oldestStepSeconds"] = Math.Round(oldest.TotalSeconds, 1),
        };
        var open = steps == 0 ? "No step is open." : $"{steps} steps are open, the oldest for {oldest.TotalSeconds:0} s.";
        return attention == 0
            ? HealthCheckResult.Healthy($"No order needs attention. {open}", data)
            : new(context.Registration.FailureStatus, $"{attention} orders need attention: retry or cancel them. {open}", exception: null, data);
    }
}
