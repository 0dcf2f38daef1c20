namespace Polly.RateLimiting;

/// <summary>A limiter turned the execution away.</summary>
#pragma warning disable CA1032 // Only what is thrown.
public sealed class RateLimiterRejectedException : ExecutionRejectedException
{
    /// <summary>Turned away, without a word on when to come back.</summary>
    public RateLimiterRejectedException()
        : base("The rate limiter turned the operation away.")
    {
    }

    /// <summary>Turned away until later.</summary>
    /// <param name="retryAfter">How long to wait.</param>
    public RateLimiterRejectedException(TimeSpan retryAfter)
        : base($"The rate limiter turned the operation away; it may be tried again after {retryAfter}.")
        => RetryAfter = retryAfter;

    /// <summary>How long to wait, if the limiter said so.</summary>
    public TimeSpan? RetryAfter { get; }
}
