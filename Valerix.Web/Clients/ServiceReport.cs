namespace Valerix.Web.Clients;

/// <summary>What a service says of itself and of each of its dependencies; the latter are left out for a stranger.</summary>
public sealed record ServiceReport(HealthState Status, IReadOnlyDictionary<string, ServiceCheck>? Checks);

/// <summary>One dependency, and why it is as it is where the service says so.</summary>
public sealed record ServiceCheck(HealthState Status, string? Description);

public enum HealthState
{
    Healthy,
    Degraded,
    Unhealthy,
}
