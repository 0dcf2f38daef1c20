using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Processing;

/// <summary>Says how much is unfinished; degraded while an order waits for a person, or a step for longer than it should, whatever the cause.</summary>
internal sealed class StepHealthCheck(StepQueue queue) : IHealthCheck
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>The contract's bound within which an order comes right by itself once everything answers again.</summary>
    private static readonly TimeSpan _settlesWithin = TimeSpan.FromSeconds(30);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Describe(context, await DetachedStatement.RunAsync(queue.CountAsync, cancellationToken));
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
        return (attention, oldest > _settlesWithin) switch
        {
            (0, false) => HealthCheckResult.Healthy($"No order needs attention. {open}", data),
            (0, true) => Degraded($"{open} Longer than {_settlesWithin.TotalSeconds:0} s: look at that order's timeline and at Inventory's health."),
            _ => Degraded($"{attention} orders need attention: retry or cancel them. {open}"),
        };

        HealthCheckResult Degraded(string why) => new(context.Registration.FailureStatus, why, exception: null, data);
    }
}
