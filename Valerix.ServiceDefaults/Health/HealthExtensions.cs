using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Valerix.ServiceDefaults.Health;

/// <summary>The three questions a platform or a person asks of a service.</summary>
public static class HealthExtensions
{
    /// <summary>The tag of a check without which the service can't serve.</summary>
    public const string Ready = "ready";

    private const string Live = "live";

    /// <summary>The tag of a check that asks about the process itself and about nothing that it depends on.</summary>
    private const string Process = "process";

    private const string AlivePath = "/alive";
    private const string ReadyPath = "/ready";
    private const string HealthPath = "/health";

    /// <summary>True for a request that asks one of the questions.</summary>
    public static bool IsProbe(PathString path) =>
        path.StartsWithSegments(AlivePath) || path.StartsWithSegments(ReadyPath) || path.StartsWithSegments(HealthPath);

    internal static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DrainingOptions>().BindConfiguration(DrainingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Draining>());
        builder.Services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy("The process runs."), [Live, Process])
            .Add(new HealthCheckRegistration("process", services => services.GetRequiredService<Draining>(), failureStatus: null, [Ready, Process]));
    }

    internal static void MapHealth(this WebApplication app)
    {
        app.MapChecks(AlivePath, check => check.Tags.Contains(Live));
        app.MapChecks(ReadyPath, check => check.Tags.Contains(Ready));
        // What depends on nothing else says nothing that an answer does not say already.
        app.MapChecks(HealthPath, check => !check.Tags.Contains(Process));
    }

    private static void MapChecks(this WebApplication app, string path, Func<HealthCheckRegistration, bool> which) =>
        app.MapHealthChecks(path, new HealthCheckOptions { Predicate = which, ResponseWriter = HealthReportWriter.WriteAsync })
            .DisableRateLimiting();
}
