using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Valerix.ServiceDefaults.Health;

namespace Valerix.ServiceDefaults.Telemetry;

/// <summary>Logs, traces and metrics through OpenTelemetry, sent by OTLP when an endpoint is configured.</summary>
public static class TelemetryExtensions
{
    /// <summary>The prefix of every activity source and meter that Valerix itself declares.</summary>
    private const string OwnSources = "Valerix.*";

    /// <summary>Where Aspire, or any other host, says that a collector listens.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds what is recorded, and to where it is sent; without a configured collector nothing is recorded.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Without a collector no person would ever see what is recorded, and recording it is a tenth of a request.
        if (string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint])) return;

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddAspNetCoreInstrumentation(requests =>
                {
                    // Probes come every few seconds from everywhere, and their traces would bury those that a person looks for.
                    requests.Filter = request => !HealthExtensions.IsProbe(request.Request.Path);
                    // The browser confirms each picture that a page draws. That is a call of the hub, so an open page would make traces all the time.
                    requests.EnableAspNetCoreSignalRSupport = false;
                })
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .SetSampler(new ParentBasedSampler(new DropUncausedCalls())))
            .WithMetrics(metrics => metrics
                .AddMeter(OwnSources, "Polly")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation())
            .UseOtlpExporter();
    }

    /// <summary>
    /// A call of a service or a database that no request and no step caused is a timer's or a poll's. Such calls make no trace, here or where
    /// they arrive: they never end, and would bury the traces that a person looks for.
    /// </summary>
    private sealed class DropUncausedCalls : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }
}
