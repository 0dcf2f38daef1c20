using System.Net;
using System.Threading.RateLimiting;
using Valerix.ServiceDefaults.RateLimits;

namespace Valerix.Web.Access;

/// <summary>Bounds how often an address may try a key.</summary>
internal sealed class SignInAttempts : IDisposable
{
    /// <summary>Enough for a person who mistypes.</summary>
    public const int AtOnce = 10;

    /// <summary>After those, one more in this time.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(remote =>
        RateLimitPartition.GetTokenBucketLimiter(Limiters.AddressOf(remote), _ => new()
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = Pace,
            QueueLimit = 0,
        }));

    public bool TryTake(IPAddress? remote)
    {
        using var lease = _limiter.AttemptAcquire(remote ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
