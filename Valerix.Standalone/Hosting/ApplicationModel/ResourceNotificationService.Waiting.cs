using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    private WaitBehavior DefaultWaitBehavior
        => _services.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior;

    /// <summary>Waits until an instance of the resource is in that state, or runs when none is given.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <summary>Waits until an instance of the resource is in one of the states.</summary>
    /// <returns>The state it is in.</returns>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        string[] states = [.. targetStates];
        var found = await WaitForResourceAsync(
            resourceName,
            e => states.Contains(e.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase),
            cancellationToken);
        return found.Snapshot.State!.Text;
    }

    /// <summary>Waits until an instance of the resource meets the condition.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var resourceEvent in WatchAsync(cancellationToken))
            {
                if (Names.Same(resourceEvent.Resource.Name, resourceName) && predicate(resourceEvent))
                    return resourceEvent;
            }
        }
        catch (OperationCanceledException exception)
        {
            var states = string.Join(", ", _current.Values
                .Where(e => Names.Same(e.Resource.Name, resourceName))
                .Select(e => $"{e.ResourceId} is {e.Snapshot.State?.Text ?? "unknown"}, {e.Snapshot.HealthStatus?.ToString() ?? "no health"}"));
            throw new OperationCanceledException(
                $"The wait for resource '{resourceName}' was cancelled before it was fulfilled ({states}).", exception, exception.CancellationToken);
        }

        throw new OperationCanceledException($"The wait for resource '{resourceName}' ended with the application.");
    }

    /// <summary>Waits until an instance of the resource is healthy and ready.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
        => WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until an instance of the resource is healthy and ready.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        if (!_services.GetRequiredService<DistributedApplicationModel>().Resources.TryGetByName(resourceName, out _)
            && waitBehavior == WaitBehavior.StopOnResourceUnavailable)
        {
            throw new DistributedApplicationException($"There is no resource '{resourceName}' whose health could be waited for.");
        }

        var found = await WaitForResourceAsync(
            resourceName,
            e => e.Snapshot.HealthStatus == HealthStatus.Healthy
                || waitBehavior == WaitBehavior.StopOnResourceUnavailable && HasFailed(e.Snapshot),
            cancellationToken);
        if (found.Snapshot.HealthStatus != HealthStatus.Healthy)
            throw new DistributedApplicationException($"Resource '{resourceName}' did not become healthy: {Describe(found)}.");

        return await WaitForReadyEventAsync(found, cancellationToken);
    }

    /// <summary>Waits for everything that the resource has to wait for.</summary>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is not IResourceWithoutLifetime).ToArray();
        if (waits.Length == 0)
            return;

        // Another replica may run already.
        await PublishUpdateAsync(
            resource, s => s.State is null || s.State.Text == KnownResourceStates.Starting ? s with { State = KnownResourceStates.Waiting } : s);
        await Task.WhenAll(waits.SelectMany(wait => wait.Resource.GetInstanceIds().Select(id => WaitForInstanceAsync(resource, wait, id, cancellationToken))));
    }

    private async Task WaitForInstanceAsync(IResource resource, WaitAnnotation wait, string id, CancellationToken cancellationToken)
    {
        var stopOnFailure = wait.WaitType != WaitType.WaitForCompletion
            && (wait.WaitBehavior ?? DefaultWaitBehavior) == WaitBehavior.StopOnResourceUnavailable;

        var found = await WaitForResourceAsync(
            wait.Resource.Name,
            e => e.ResourceId == id && (IsFulfilled(wait, e.Snapshot) || stopOnFailure && HasFailed(e.Snapshot)),
            cancellationToken);
        if (!IsFulfilled(wait, found.Snapshot)
            || wait.WaitType == WaitType.WaitForCompletion && found.Snapshot.ExitCode is { } code && code != wait.ExitCode)
        {
            throw new DistributedApplicationException($"'{resource.Name}' does not start, as it waits for '{wait.Resource.Name}': {Describe(found)}.");
        }

        if (wait.WaitType == WaitType.WaitUntilHealthy)
            await WaitForReadyEventAsync(found, cancellationToken);
    }

    private async Task<ResourceEvent> WaitForReadyEventAsync(ResourceEvent resourceEvent, CancellationToken cancellationToken)
    {
        var ready = await WaitForResourceAsync(
            resourceEvent.Resource.Name,
            e => e.ResourceId == resourceEvent.ResourceId && e.Snapshot.ReadyEventTask is not null,
            cancellationToken);
        await ready.Snapshot.ReadyEventTask!.WaitAsync(cancellationToken);
        return ready;
    }

    private static bool IsFulfilled(WaitAnnotation wait, CustomResourceSnapshot snapshot) => wait.WaitType switch
    {
        WaitType.WaitUntilHealthy => snapshot.HealthStatus == HealthStatus.Healthy,
        WaitType.WaitUntilStarted => snapshot.State?.Text == KnownResourceStates.Running,
        _ => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text),
    };

    private static bool HasFailed(CustomResourceSnapshot snapshot)
        => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text)
        || snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    private static string Describe(ResourceEvent e)
        => $"{e.ResourceId} is {e.Snapshot.State?.Text}" + (e.Snapshot.ExitCode is { } code ? $", exit code {code}" : "");
}

/// <summary>Settings of <see cref="ResourceNotificationService" />.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What waits do when what they wait for fails.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
