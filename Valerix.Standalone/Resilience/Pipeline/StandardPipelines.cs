using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.RateLimiting;
using Polly.Registry;

namespace Valerix.Standalone.Resilience;

/// <summary>Every standard pipeline of the host; one is made when first used and made anew when its options change.</summary>
internal sealed class StandardPipelines : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly IOptionsMonitor<HttpStandardResilienceOptions> _options;
    private readonly IOptionsMonitor<PipelineSelection> _selections;
    private readonly ResiliencePipelineRegistry<PipelineKey> _registry;

    public StandardPipelines(
        IServiceProvider services,
        IOptionsMonitor<HttpStandardResilienceOptions> options,
        IOptionsMonitor<PipelineSelection> selections)
    {
        _services = services;
        _options = options;
        _selections = selections;
        _registry = new ResiliencePipelineRegistry<PipelineKey>(new ResiliencePipelineRegistryOptions<PipelineKey>
        {
            BuilderFactory = CreateBuilder,
            BuilderNameFormatter = key => key.Name,
            InstanceNameFormatter = key => key.Instance,
        });
    }

    /// <summary>What finds a request's pipeline among those of that name.</summary>
    public Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> SelectorOf(string name)
    {
        if (_selections.Get(name).Key is { } keyOf)
            return request => Pipeline(new PipelineKey(name, keyOf(request)));

        var pipeline = Pipeline(new PipelineKey(name, string.Empty));
        return _ => pipeline;
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private ResiliencePipeline<HttpResponseMessage> Pipeline(PipelineKey key)
        => _registry.GetOrAddPipeline<HttpResponseMessage>(key, Build);

    private ResiliencePipelineBuilder CreateBuilder()
    {
        var builder = new ResiliencePipelineBuilder
        {
            TelemetryListener = new PollyTelemetry(_services.GetRequiredService<ILoggerFactory>()),
        };
        if (_services.GetService<TimeProvider>() is { } timeProvider)
            builder.TimeProvider = timeProvider;

        return builder;
    }

    private void Build(ResiliencePipelineBuilder<HttpResponseMessage> builder, ConfigureBuilderContext<PipelineKey> context)
    {
        RebuildOnChange(context);
        var options = _options.Get(context.PipelineKey.Name);
        builder
            .AddRateLimiter(options.RateLimiter)
            .AddTimeout(options.TotalRequestTimeout)
            .AddRetry(options.Retry)
            .AddCircuitBreaker(options.CircuitBreaker)
            .AddTimeout(options.AttemptTimeout);
    }

    private void RebuildOnChange(ConfigureBuilderContext<PipelineKey> context)
    {
        var changed = new CancellationTokenSource();
        var watch = _options.OnChange((_, name) =>
        {
            if (name == context.PipelineKey.Name)
                changed.Cancel();
        });
        context.AddReloadToken(changed.Token);
        context.OnPipelineDisposed(() =>
        {
            watch?.Dispose();
            changed.Dispose();
        });
    }
}
