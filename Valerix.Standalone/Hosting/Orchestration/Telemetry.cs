using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>Tells a project how to name itself in its telemetry, and where to send it if the AppHost was told where.</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Passed = [Endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"];

    public static void AddTo(ProjectResource project, IConfiguration configuration, IHostEnvironment environment)
        => project.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            var variables = context.EnvironmentVariables;
            variables["OTEL_SERVICE_NAME"] = project.Name;
            variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={InstanceValues.IdPlaceholder}";

            if (string.IsNullOrEmpty(configuration[Endpoint]))
                return Task.CompletedTask;

            foreach (var name in Passed)
            {
                if (configuration[name] is { Length: > 0 } value)
                    variables[name] = value;
            }

            // In development telemetry is for somebody who watches: all of it, and at once.
            if (environment.IsDevelopment())
            {
                variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
            }

            return Task.CompletedTask;
        }));
}
