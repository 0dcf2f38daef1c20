namespace Polly.RateLimiting;

/// <summary>Adds limiters to pipelines.</summary>
internal static class RateLimiterPipelineBuilderExtensions
{
    public static ResiliencePipelineBuilder<HttpResponseMessage> AddRateLimiter(
        this ResiliencePipelineBuilder<HttpResponseMessage> builder, RateLimiterStrategyOptions options)
        => builder.AddStrategy(context => new RateLimiterStrategy(options, context.Telemetry), options);
}
