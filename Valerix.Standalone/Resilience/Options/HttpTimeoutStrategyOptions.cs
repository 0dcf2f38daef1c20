using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Options of the pipeline's timeouts.</summary>
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions;
