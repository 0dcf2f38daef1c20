using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Asks the health checks of every resource while it runs, and says when it is ready.</summary>
internal sealed class HealthMonitor(
    ResourceNotificationService notifications,
    HealthCheckService checks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time,
    ILogger<HealthMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilHealthy = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);

    private readonly Dictionary<IResource, CancellationTokenSource> _monitored = [];

    /// <summary>What the checks of a resource are before they have answered.</summary>
    public static ImmutableArray<HealthReportSnapshot> Unknown(IResource resource)
        => [.. resource.GetHealthCheckKeys().Select(key => new HealthReportSnapshot(key, null, null, null))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var resourceEvent in notifications.WatchAsync(stoppingToken))
        {
            var resource = resourceEvent.Resource;
            if (resourceEvent.Snapshot.State?.Text == KnownResourceStates.Running)
            {
                if (_monitored.ContainsKey(resource))
                    continue;
                var running = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                _monitored.Add(resource, running);
                _ = Task.Run(() => MonitorAsync(resource, running.Token), stoppingToken);
            }
            else if (_monitored.TryGetValue(resource, out var running) && !resource.GetInstanceIds().Any(IsRunning))
            {
                _monitored.Remove(resource);
                await running.CancelAsync();
                running.Dispose();
            }
        }
    }

    private bool IsRunning(string id)
        => notifications.TryGetCurrentState(id, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running;

    private async Task MonitorAsync(IResource resource, CancellationToken cancellationToken)
    {
        var keys = resource.GetHealthCheckKeys();
        var ready = false;
        try
        {
            while (true)
            {
                var reports = keys.Count == 0 ? [] : await CheckAsync(keys, cancellationToken);
                var healthy = reports.All(report => report.Status == HealthStatus.Healthy);
                if (healthy && !ready)
                    AnnounceReady(resource, cancellationToken);
                ready |= healthy;

                await notifications.PublishUpdateAsync(
                    resource, s => s.HealthReports.SequenceEqual(reports) ? s : s with { HealthReports = reports });
                if (keys.Count == 0)
                    return;

                await Task.Delay(healthy ? WhileHealthy : UntilHealthy, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It does not run any more.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The health of '{Resource}' is not watched any more.", resource.Name);
        }
    }

    private async Task<ImmutableArray<HealthReportSnapshot>> CheckAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(CheckTimeout);
        try
        {
            var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), bounded.Token);
            return [.. keys.Select(key => report.Entries.TryGetValue(key, out var entry)
                ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.Message)
                : new HealthReportSnapshot(key, HealthStatus.Unhealthy, "There is no health check of this name.", null))];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [.. keys.Select(key => new HealthReportSnapshot(key, HealthStatus.Unhealthy, "The check could not be asked.", exception.Message))];
        }
    }

    private void AnnounceReady(IResource resource, CancellationToken cancellationToken)
    {
        // Not awaited: those who wait for the resource await it, and health is watched meanwhile.
        var subscribers = Task.Run(() => eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken), cancellationToken);
        _ = notifications.PublishUpdateAsync(resource, s => s with { ReadyEventTask = subscribers });
        _ = subscribers.ContinueWith(
            failed => logger.LogError(failed.Exception!.GetBaseException(), "What '{Resource}' does when it is ready failed.", resource.Name),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }
}
