using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>A resource is stopped after all those that wait for it.</summary>
internal sealed class StopOrder(IResourceCollection resources)
{
    private readonly Dictionary<IResource, int> _waves = [];

    /// <summary>0 for those that nobody waits for.</summary>
    public int WaveOf(IResource resource)
    {
        if (_waves.TryGetValue(resource, out var known))
            return known;

        // Whoever waits for itself in a circle never started.
        _waves[resource] = 0;
        return _waves[resource] = resources
            .Where(other => other.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == resource))
            .Select(other => WaveOf(other) + 1)
            .DefaultIfEmpty(0)
            .Max();
    }
}
