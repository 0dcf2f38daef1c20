using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Valerix.Standalone.Resilience;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds resilience to HTTP clients.</summary>
public static class ResilienceHttpClientBuilderExtensions
{
    /// <summary>Adds the standard pipeline with options set by code.</summary>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
        this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure)
        => builder.AddStandardResilienceHandler().Configure(configure);

    /// <summary>
    /// Adds the standard pipeline: concurrency limit, timeout of the whole, retries, circuit breaker, timeout of an
    /// attempt. The client's own timeout is switched off.
    /// </summary>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var name = $"{builder.Name}-standard";
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<HttpStandardResilienceOptions, HttpStandardResilienceOptionsCustomValidator>(name);
        services.AddOptionsWithValidateOnStart<HttpStandardResilienceOptions, HttpStandardResilienceOptionsValidator>(name);
        services.TryAddSingleton<StandardPipelines>();

        builder.AddHttpMessageHandler(provider =>
            new ResilienceHandler(provider.GetRequiredService<StandardPipelines>().SelectorOf(name)));
        builder.ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);

        return new Builder(name, services);
    }

    /// <summary>Takes every resilience handler, such as the default one of all clients, off this client again.</summary>
    [Experimental("EXTEXP0001")]
    public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            foreach (var handler in handlers.OfType<ResilienceHandler>().ToArray())
                handlers.Remove(handler);
        });
    }

    private sealed record Builder(string PipelineName, IServiceCollection Services) : IHttpStandardResiliencePipelineBuilder;
}
