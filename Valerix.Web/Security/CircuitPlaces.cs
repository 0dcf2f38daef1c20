using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Valerix.ServiceDefaults.RateLimits;

namespace Valerix.Web.Security;

/// <summary>The places for strangers' open pages: so many in all, and so many for each address.</summary>
internal sealed class CircuitPlaces : IDisposable
{
    private readonly ConcurrencyLimiter _all;
    private readonly PartitionedRateLimiter<IPAddress> _each;

    public CircuitPlaces(IOptions<CircuitBounds> bounds)
    {
        _all = new(new() { PermitLimit = bounds.Value.Max, QueueLimit = 0 });
        _each = PartitionedRateLimiter.Create<IPAddress, IPAddress>(remote => RateLimitPartition.GetConcurrencyLimiter(
            Limiters.AddressOf(remote), _ => new() { PermitLimit = bounds.Value.MaxPerAddress, QueueLimit = 0 }));
    }

    /// <summary>Whether there is a place at this moment; one that is seen may be taken by another before it is asked for.</summary>
    public bool IsFree(IPAddress? remote) =>
        _all.GetStatistics() is { CurrentAvailablePermits: > 0 }
        && (_each.GetStatistics(remote ?? IPAddress.None) is not { } own || own.CurrentAvailablePermits > 0);

    /// <summary>Takes a place until the result is disposed of; null when there is none.</summary>
    public IDisposable? TryTake(IPAddress? remote)
    {
        var own = _each.AttemptAcquire(remote ?? IPAddress.None);
        var any = own.IsAcquired ? _all.AttemptAcquire() : null;
        if (any is { IsAcquired: true }) return new Place(own, any);

        any?.Dispose();
        own.Dispose();
        return null;
    }

    public void Dispose()
    {
        _all.Dispose();
        _each.Dispose();
    }

    private sealed record Place(RateLimitLease Own, RateLimitLease Any) : IDisposable
    {
        public void Dispose()
        {
            Any.Dispose();
            Own.Dispose();
        }
    }
}
