using System.Net;
using System.Text.Json;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Inventory;

/// <summary>Looks what Inventory believes about an order, without asking it to do anything.</summary>
/// <remarks>Not through the circuit breaker of the orders: looking must neither open it nor wait for it.</remarks>
internal sealed class ReservationReader(HttpClient http)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Null when there was no answer, or none that can be understood.</summary>
    public async Task<ReservationState?> FindAsync(Guid orderId, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync($"/reservations/{orderId}", cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Read((await response.Content.ReadFromJsonAsync<ReservationStateMessage>(cancellationToken))?.State),
                HttpStatusCode.NotFound => ReadNotFound(await response.Content.ReadFromJsonAsync<RefusalMessage>(cancellationToken)),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException
            or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ReservationState? Read(string? name) =>
        Enum.TryParse<ReservationState>(name, out var state) && state != ReservationState.None ? state : null;

    // Any other 404 comes from somebody who is not Inventory.
    private static ReservationState? ReadNotFound(RefusalMessage? refusal) =>
        refusal?.Type?.Split('/')[^1] == ProblemNames.ReservationNotFound ? ReservationState.None : null;
}
