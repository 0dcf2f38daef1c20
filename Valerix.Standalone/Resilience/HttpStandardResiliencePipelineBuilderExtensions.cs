using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Valerix.Standalone.Resilience;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures standard pipelines.</summary>
public static class HttpStandardResiliencePipelineBuilderExtensions
{
    /// <summary>Binds the pipeline's options to a section, which may name nothing that is unknown.</summary>
    /// <exception cref="ArgumentException">The section is empty.</exception>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        if (!section.GetChildren().Any())
            throw new ArgumentException($"The section {section.Path} is empty.", nameof(section));

        builder.Services.Configure<HttpStandardResilienceOptions>(
            builder.PipelineName, section, binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }

    /// <summary>Sets the pipeline's options.</summary>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder, Action<HttpStandardResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure((options, _) => configure(options));
    }

    /// <summary>Sets the pipeline's options with the help of the host's services.</summary>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder,
        Action<HttpStandardResilienceOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<HttpStandardResilienceOptions>(builder.PipelineName).Configure(configure);
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
