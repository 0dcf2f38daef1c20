using Microsoft.Extensions.DependencyInjection;
using Valerix.Standalone.Resilience;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures standard pipelines.</summary>
public static class HttpStandardResiliencePipelineBuilderExtensions
{
    /// <summary>Sets the pipeline's options.</summary>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder, Action<HttpStandardResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.PipelineName, configure);
        return builder;
    }

    /// <summary>Gives every scheme, host and port a pipeline (and so a circuit breaker) of its own.</summary>
    public static IHttpStandardResiliencePipelineBuilder SelectPipelineByAuthority(
        this IHttpStandardResiliencePipelineBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<PipelineSelection>(
            builder.PipelineName,
            selection => selection.Key = static request => request.RequestUri?.GetLeftPart(UriPartial.Authority)
                ?? throw new InvalidOperationException("A request without an address has no authority."));
        return builder;
    }
}
