using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valerix.Web.Clients;

namespace Valerix.Web.Health;

/// <summary>Web without an API is degraded, not dead: it says what is missing and shows the rest.</summary>
internal sealed class ServiceHealthCheck(PollingClient client, string service) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await client.GetHealthAsync(service, cancellationToken) switch
        {
            Outcome<ServiceReport>.Answered({ Status: HealthState.Healthy }) => HealthCheckResult.Healthy("Answers, and is well."),
            Outcome<ServiceReport>.Answered(var report) => HealthCheckResult.Degraded(Describe(report)),
            Outcome<ServiceReport>.Refused(var problem) => HealthCheckResult.Degraded(problem.Sentence),
            Outcome<ServiceReport>.Unknown(var reason) => HealthCheckResult.Degraded($"The service {reason}."),
            _ => throw new InvalidOperationException("An outcome is one of three."),
        };

    private static string Describe(ServiceReport report) =>
        $"Answers, and is ill: {string.Join("; ", report.Checks.Where(check => check.Value.Status is not HealthState.Healthy).Select(check => $"{check.Key} is {check.Value.Status}"))}.";
}
