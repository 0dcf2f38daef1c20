using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Valerix.ServiceDefaults.Health;

/// <summary>
/// Writes <c>{"status","checks":{name:{"status","description","durationMs"}}}</c>, and under <c>"data"</c> what a check says in figures besides.
/// </summary>
internal static class HealthReportWriter
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                Status = report.Status.ToString(),
                Checks = report.Entries.ToDictionary(entry => entry.Key, entry => Describe(entry.Value)),
            },
            context.RequestAborted);

    private static Check Describe(HealthReportEntry entry) => new(
        entry.Status.ToString(),
        // The name of an exception helps; its message might hold a connection string.
        entry.Description ?? entry.Exception?.GetType().Name,
        Math.Round(entry.Duration.TotalMilliseconds, 1),
        entry.Data.Count > 0 ? entry.Data : null);

    private sealed record Check(
        string Status,
        string? Description,
        double DurationMs,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, object>? Data);
}
