using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valerix.Web.Clients;

namespace Valerix.Web.Health;

/// <summary>Web without an API is degraded, not dead: it says what is missing and shows the rest.</summary>
internal sealed class ServiceHealthCheck(PollingClient client, string service) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var outcome = await client.GetHealthAsync(service, pass: null, cancellationToken);
        return outcome.Match(
            Judge,
            problem => HealthCheckResult.Degraded(problem.Sentence),
            reason => HealthCheckResult.Degraded($"The service {reason}."));
    }

    private static HealthCheckResult Judge(ServiceReport report)
    {
        if (report.Status is HealthState.Healthy) return HealthCheckResult.Healthy("The service is well.");
        var ill = report.Checks?.Where(check => check.Value.Status is not HealthState.Healthy).Select(check => $"{check.Key} is {check.Value.Status}");
        return HealthCheckResult.Degraded($"The service answers and is ill: {(ill is null ? report.Status : string.Join(", ", ill))}.");
    }
}
