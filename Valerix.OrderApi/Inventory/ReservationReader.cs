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

    /// <summary>Reads the state of an order's reservation.</summary>
    public async Task<ReservationLook> FindAsync(Guid orderId, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync($"/reservations/{orderId}", cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new(Read((await response.Content.ReadFromJsonAsync<ReservationStateMessage>(cancellationToken))?.State)),
                HttpStatusCode.NotFound => new(ReadNotFound(await response.Content.ReadFromJsonAsync<RefusalMessage>(cancellationToken))),
                HttpStatusCode.InternalServerError => new(State: null),
                _ => ReservationLook.NoAnswer,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new(State: null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return ReservationLook.NoAnswer;
        }
    }

    private static ReservationState? Read(string? name) =>
        Enum.TryParse<ReservationState>(name, out var state) && state != ReservationState.None ? state : null;

    // Any other 404 comes from a proxy or another program, and says nothing about the reservation.
    private static ReservationState? ReadNotFound(RefusalMessage? refusal) =>
        refusal?.Type?.Split('/')[^1] == ProblemNames.ReservationNotFound ? ReservationState.None : null;
}

/// <summary>The outcome of a look at a reservation.</summary>
/// <param name="State">The state; null when it can't be known.</param>
/// <param name="IsAnswered">False when Inventory did not answer, so that the next look would not bring more.</param>
internal readonly record struct ReservationLook(ReservationState? State, bool IsAnswered = true)
{
    public static ReservationLook NoAnswer { get; } = new(State: null, IsAnswered: false);
}
