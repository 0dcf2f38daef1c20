using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
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

    internal static void AddHealth(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy("The process runs."), [Live]);

    internal static void MapHealth(this WebApplication app)
    {
        app.MapChecks("/alive", check => check.Tags.Contains(Live));
        app.MapChecks("/ready", check => check.Tags.Contains(Ready));
        // "self" says nothing that an answer does not say already.
        app.MapChecks("/health", check => !check.Tags.Contains(Live));
    }

    private static void MapChecks(this WebApplication app, string path, Func<HealthCheckRegistration, bool> which) =>
        app.MapHealthChecks(path, new HealthCheckOptions { Predicate = which, ResponseWriter = HealthReportWriter.WriteAsync })
            .DisableRateLimiting();
}
