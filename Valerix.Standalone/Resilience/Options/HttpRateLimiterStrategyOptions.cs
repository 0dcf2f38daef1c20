using Polly.RateLimiting;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Options of the pipeline's concurrency limiter.</summary>
public class HttpRateLimiterStrategyOptions : RateLimiterStrategyOptions;
