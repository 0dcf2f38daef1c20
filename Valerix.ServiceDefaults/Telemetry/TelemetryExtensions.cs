using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Valerix.ServiceDefaults.Telemetry;

/// <summary>Logs, traces and metrics through OpenTelemetry, sent by OTLP when an endpoint is configured.</summary>
/// <remarks>
/// ASP.NET Core, HttpClient, the runtime and Npgsql bring their own activity sources and meters,
/// so they are named here and no instrumentation package is needed.
/// </remarks>
public static class TelemetryExtensions
{
    /// <summary>The prefix of every activity source and meter that Valerix itself declares.</summary>
    private const string OwnSources = "Valerix.*";

    /// <summary>Where Aspire, or any other host, says that a collector listens.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] _probes = ["/alive", "/ready", "/health"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Without a collector nobody would ever see what is recorded, and recording it is a tenth of a request.
        if (string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint])) return;

        // Off by default in .NET 10, for the sake of the instrumentation package, which would write the same.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName, OwnSources)
                .AddSource("Microsoft.AspNetCore", "Microsoft.AspNetCore.Components", "System.Net.Http", "Npgsql")
                .SetSampler(new ParentBasedSampler(new DropHousekeeping()))
                .AddProcessor(new NameRequests()))
            .WithMetrics(metrics => metrics
                .AddMeter(OwnSources)
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting")
                .AddMeter("System.Net.Http", "System.Runtime", "Npgsql", "Polly"))
            .UseOtlpExporter();
    }

    /// <summary>Tells the span of each request which route it took.</summary>
    public static void UseRouteNames(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("http.route", route);
        }

        return next(context);
    });

    /// <summary>
    /// A call that nobody's request and no step caused is a poll or a timer, and probes come every few seconds from everywhere: they make
    /// no trace, here or where they arrive, which would bury those that a person looks for.
    /// </summary>
    private sealed class DropHousekeeping : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == System.Diagnostics.ActivityKind.Client || IsProbe(samplingParameters.Tags)
                ? SamplingDecision.Drop
                : SamplingDecision.RecordAndSample);

        private static bool IsProbe(IEnumerable<KeyValuePair<string, object?>>? tags)
        {
            foreach (var (name, value) in tags ?? [])
            {
                if (name == "url.path" && value is string path) return Array.Exists(_probes, probe => new PathString(path).StartsWithSegments(probe));
            }

            return false;
        }
    }

    /// <summary>Names the span of a request by its method and route, as the semantic conventions ask for: <c>POST /orders/{id}/ship</c>.</summary>
    private sealed class NameRequests : BaseProcessor<System.Diagnostics.Activity>
    {
        public override void OnEnd(System.Diagnostics.Activity data)
        {
            if (data.Source.Name == "Microsoft.AspNetCore" && data.GetTagItem("http.request.method") is string method)
            {
                data.DisplayName = data.GetTagItem("http.route") is string route ? $"{method} {route}" : method;
            }
        }
    }
}
