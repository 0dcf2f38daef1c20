namespace Polly.RateLimiting;

/// <summary>What a limiter is asked with.</summary>
/// <param name="context">The execution that wants to go on.</param>
#pragma warning disable CA1815 // Nobody compares them.
public readonly struct RateLimiterArguments(ResilienceContext context)
{
    /// <summary>The execution that wants to go on.</summary>
    public ResilienceContext Context { get; } = context;
}
