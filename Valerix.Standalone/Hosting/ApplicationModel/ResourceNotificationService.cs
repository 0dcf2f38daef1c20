using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the state of every resource's instances, and tells of every change.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly ILogger _logger;
    private readonly IServiceProvider _services;
    private long _version;

    internal ResourceNotificationService(ILogger<ResourceNotificationService> logger, IServiceProvider services)
    {
        _logger = logger;
        _services = services;
    }

    /// <summary>Changes the state of all instances of a resource.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var id in resource.GetInstanceIds())
            await PublishUpdateAsync(resource, id, stateFactory);
    }

    /// <summary>Changes the state of one instance.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_lock)
        {
            var before = _current.TryGetValue(resourceId, out var last) ? last.Snapshot : InitialSnapshot(resource);
            var after = stateFactory(before);
            if (last is not null && after == before)
                return Task.CompletedTask;

            var update = new ResourceEvent(resource, resourceId, after with { Version = ++_version });
            _current[resourceId] = update;
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(update);

            if (before.State?.Text != after.State?.Text)
                _logger.LogDebug("{Id}: {State}", resourceId, after.State?.Text);
        }

        return Task.CompletedTask;
    }

    /// <summary>The present state of an instance, by its id, or by the resource's name when it has only one.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        if (_current.TryGetValue(resourceId, out resourceEvent))
            return true;

        var byName = _current.Values.Where(e => Names.Same(e.Resource.Name, resourceId)).Take(2).ToArray();
        resourceEvent = byName.Length == 1 ? byName[0] : null;
        return resourceEvent is not null;
    }

    /// <summary>The present state of every instance, then every change, until cancelled.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        ResourceEvent[] present;
        lock (_lock)
        {
            // Under the same lock as every update: none is missed and none comes twice.
            present = [.. _current.Values.OrderBy(e => e.Snapshot.Version)];
            _watchers.Add(channel);
        }

        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            foreach (var resourceEvent in present)
                yield return resourceEvent;

            await foreach (var resourceEvent in channel.Reader.ReadAllAsync(cancelled.Token))
                yield return resourceEvent;
        }
        finally
        {
            lock (_lock)
                _watchers.Remove(channel);
        }
    }

    /// <summary>Ends every wait.</summary>
    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    private static CustomResourceSnapshot InitialSnapshot(IResource resource)
        => resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot
            {
                ResourceType = resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal),
                Properties = [],
                CreationTimeStamp = DateTime.UtcNow,
            };
}

/// <summary>A change of an instance's state.</summary>
/// <param name="resource">The resource.</param>
/// <param name="resourceId">The instance's id.</param>
/// <param name="snapshot">Its state.</param>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>The instance's id.</summary>
    public string ResourceId => resourceId;

    /// <summary>Its state.</summary>
    public CustomResourceSnapshot Snapshot => snapshot;
}
