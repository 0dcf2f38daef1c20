using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Valerix.ServiceDefaults.Health;

/// <summary>Writes <c>{"status","checks":{name:{"status","description","durationMs"}}}</c>.</summary>
internal static class HealthReportWriter
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                Status = report.Status.ToString(),
                Checks = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new
                    {
                        Status = entry.Value.Status.ToString(),
                        // The name of an exception helps; its message might hold a connection string.
                        Description = entry.Value.Description ?? entry.Value.Exception?.GetType().Name,
                        DurationMs = Math.Round(entry.Value.Duration.TotalMilliseconds, 1),
                    }),
            },
            context.RequestAborted);
}
