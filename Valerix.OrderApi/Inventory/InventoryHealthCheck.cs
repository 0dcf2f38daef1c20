using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polly.CircuitBreaker;

namespace Valerix.OrderApi.Inventory;

/// <summary>Whether Inventory can serve and is asked. Without it orders are still taken, so this service is degraded and no worse.</summary>
internal sealed class InventoryHealthCheck(HttpClient http, InventoryCircuit circuit, InventoryCredentials credentials) : IHealthCheck
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = circuit.State;
        var data = new Dictionary<string, object> { ["circuit"] = state.ToString() };
        try
        {
            using var response = await http.GetAsync("/ready", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode switch
            {
                true when credentials.IsRefused => Away(InventoryCredentials.Remedy),
                true when state == CircuitState.Closed => HealthCheckResult.Healthy("Inventory answers and is ready. The circuit is closed.", data),
                true => Away("Inventory answers and is ready, but failed too often just now."),
                false => Away($"Inventory answers {(int)response.StatusCode}: it is not ready."),
            };
        }
        catch (HttpRequestException exception)
        {
            return Away($"Inventory can't be reached ({exception.HttpRequestError}).");
        }
        catch (OperationCanceledException)
        {
            return Away("Inventory does not answer in time.");
        }

        HealthCheckResult Away(string why) => new(
            context.Registration.FailureStatus,
            $"{why} The circuit of this replica is {Describe(state)}. Orders are taken and stay Pending until it is back.",
            exception: null,
            data);
    }

    private static string Describe(CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.HalfOpen => "half-open",
        _ => "open",
    };
}
