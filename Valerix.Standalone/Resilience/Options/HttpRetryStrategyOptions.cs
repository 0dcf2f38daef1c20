using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Options of the pipeline's retries: transient failures, exponential waits with jitter.</summary>
public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    /// <summary>The defaults.</summary>
    public HttpRetryStrategyOptions()
    {
        ShouldHandle = args => new ValueTask<bool>(
            HttpClientResiliencePredicates.IsTransient(args.Outcome, args.Context.CancellationToken));
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
        ShouldRetryAfterHeader = true;
    }

    /// <summary>Whether a response's Retry-After decides the wait; setting it replaces the delay generator.</summary>
    public bool ShouldRetryAfterHeader
    {
        get;
        set
        {
            field = value;
            DelayGenerator = value
                ? args => new ValueTask<TimeSpan?>(Wait(args.Outcome.Result?.Headers.RetryAfter))
                : null;
        }
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter)
    {
        var wait = retryAfter?.Delta ?? retryAfter?.Date - TimeProvider.System.GetUtcNow();
        // A date that has passed asks for no wait at all.
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
