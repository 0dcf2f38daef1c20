using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Valerix.ServiceDefaults.Health;

/// <summary>How a process takes its leave.</summary>
internal sealed class DrainingOptions
{
    public const string Section = "Draining";

    /// <summary>
    /// How long a process that was told to end serves on and says at <c>/ready</c> that it is not: two or three probes of whatever
    /// sends it calls, and much less than the time after which the platform kills it.
    /// </summary>
    [Range(0, 20)]
    public double Seconds { get; init; } = 5;
}

/// <summary>Says at <c>/ready</c> that the process is about to end, and lets it serve on for a while.</summary>
/// <remarks>
/// A process that is told to end would stop listening at once. A balancer that asks it once a second would send it calls until the next
/// probe, and each of them would be a refused connection for its caller.
/// </remarks>
internal sealed class Draining(IOptions<DrainingOptions> options, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool _hasBegun;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        _hasBegun ? HealthCheckResult.Unhealthy("The process is about to end.") : HealthCheckResult.Healthy("The process stays."));

    /// <summary>The host waits for this before it stops the server and the workers.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        await Task.Delay(TimeSpan.FromSeconds(options.Value.Seconds), time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
