using System.Collections.Concurrent;
using System.Net;

namespace Valerix.OrderApi.Inventory;

/// <summary>Remembers which of Inventory's endpoints could not be reached, or did not answer, lately.</summary>
internal sealed class EndpointFailures(TimeProvider time)
{
    /// <summary>Then calls try the endpoint again: a process that died is back within a few seconds.</summary>
    private static readonly TimeSpan _leftOutFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<EndPoint, long> _failedAt = new();
    private IReadOnlyList<EndPoint> _known = [];

    /// <summary>True while an endpoint is left out and another one is not: then calls have a way, and what failed is no trouble of Inventory as a whole.</summary>
    public bool LeaveAWay => _known.Any(FailedLately) && !_known.All(FailedLately);

    /// <summary>Inventory's endpoints are these now.</summary>
    public void Know(IReadOnlyList<EndPoint> endpoints) => _known = endpoints;

    public void Failed(EndPoint endpoint) => _failedAt[endpoint] = time.GetTimestamp();

    public void Answered(EndPoint endpoint) => _failedAt.TryRemove(endpoint, out _);

    public bool FailedLately(EndPoint endpoint) => _failedAt.TryGetValue(endpoint, out var at) && time.GetElapsedTime(at) < _leftOutFor;
}
