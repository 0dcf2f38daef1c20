using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Valerix.OrderApi.Inventory;

/// <summary>Whether Inventory can serve. Without it orders are still taken, so this service is degraded and no worse.</summary>
internal sealed class InventoryHealthCheck(HttpClient http) : IHealthCheck
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await http.GetAsync("/ready", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy("Inventory answers and is ready.")
                : Away($"Inventory answers {(int)response.StatusCode}: it is not ready.");
        }
        catch (HttpRequestException exception)
        {
            return Away($"Inventory can't be reached ({exception.HttpRequestError}).");
        }
        catch (OperationCanceledException)
        {
            return Away("Inventory does not answer in time.");
        }

        HealthCheckResult Away(string why) =>
            new(context.Registration.FailureStatus, $"{why} Orders are taken and stay Pending until it is back.");
    }
}
