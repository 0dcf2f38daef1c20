using System.Threading.RateLimiting;

namespace Polly.RateLimiting;

/// <summary>An execution that a limiter turned away.</summary>
/// <param name="context">The execution.</param>
/// <param name="lease">What it was given instead of a permit.</param>
#pragma warning disable CA1815 // Nobody compares them.
public readonly struct OnRateLimiterRejectedArguments(ResilienceContext context, RateLimitLease lease)
{
    /// <summary>The execution.</summary>
    public ResilienceContext Context { get; } = context;

    /// <summary>What it was given instead of a permit.</summary>
    public RateLimitLease Lease { get; } = lease;
}
