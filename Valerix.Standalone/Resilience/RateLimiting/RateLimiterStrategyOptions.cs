using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;

namespace Polly.RateLimiting;

/// <summary>Options of a limiter in a pipeline.</summary>
public class RateLimiterStrategyOptions : ResilienceStrategyOptions
{
    /// <summary>The defaults.</summary>
    public RateLimiterStrategyOptions() => Name = "RateLimiter";

    /// <summary>A limiter of one's own, instead of the concurrency limiter.</summary>
    public Func<RateLimiterArguments, ValueTask<RateLimitLease>>? RateLimiter { get; set; }

    /// <summary>The concurrency limiter: 1000 at once and none waiting by default.</summary>
    [Required]
    public ConcurrencyLimiterOptions DefaultRateLimiterOptions { get; set; } = new() { PermitLimit = 1000, QueueLimit = 0 };

    /// <summary>Called when an execution is turned away.</summary>
    public Func<OnRateLimiterRejectedArguments, ValueTask>? OnRejected { get; set; }
}
