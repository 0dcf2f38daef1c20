using System.Net;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Valerix.OrderApi.Orders;
using Valerix.OrderApi.Saga;
using Valerix.ServiceDefaults.Http;
using static Valerix.OrderApi.Inventory.InventoryAnswer;

namespace Valerix.OrderApi.Inventory;

/// <summary>Asks Inventory for a step of an order. It always has an answer: that there was none is one too.</summary>
/// <remarks>Every step is idempotent by the order's id, so the client's resilience handler may send each again.</remarks>
internal sealed class InventoryClient(HttpClient http, InventoryCircuit circuit)
{
    private static readonly JsonSerializerOptions _json = JsonSerializerOptions.Web;

    /// <summary>Asks, again if that helps; <paramref name="cancellationToken"/> bounds how long an answer is waited for.</summary>
    /// <returns>The answer, and how often it was asked for.</returns>
    public async Task<(InventoryAnswer Answer, int Tries)> AskAsync(
        SagaStep step, Guid orderId, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken)
    {
        // Half-open too: the one call that may pass then is not an order's.
        if (circuit.State != CircuitState.Closed) return (new CircuitOpen(), 0);

        using var request = new InventoryCall(step, orderId, lines).ToRequest();
        var answer = await AskAsync(request, step, lines, cancellationToken);
        return (answer, TryCounter.TriesOf(request));
    }

    /// <summary>Asks whether Inventory can serve, through the same circuit breaker as the orders.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/ready", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is ExecutionRejectedException or HttpRequestException)
        {
            return false;
        }
    }

    private async Task<InventoryAnswer> AskAsync(
        HttpRequestMessage request, SagaStep step, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return await ReadAsync(step, lines, response, cancellationToken);
        }
        catch (BrokenCircuitException) when (TryCounter.TriesOf(request) == 0)
        {
            return new CircuitOpen();
        }
        // The handler's timeout or limit of calls at once, or a circuit that opened between two tries; the caller's time being up.
        catch (Exception exception) when (exception is ExecutionRejectedException or OperationCanceledException)
        {
            return new NoAnswer("did not answer in time");
        }
        catch (HttpRequestException exception)
        {
            return new NoAnswer($"could not be reached or hung up ({exception.HttpRequestError})");
        }
        catch (Exception exception) when (exception is JsonException or IOException or InvalidOperationException)
        {
            return new NoAnswer("gave an answer that can't be read");
        }
    }

    private static async Task<InventoryAnswer> ReadAsync(
        SagaStep step, IReadOnlyList<OrderLine> lines, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created)
        {
            return step switch
            {
                SagaStep.Commit => new Committed(),
                SagaStep.Release => new Released(),
                _ => ReadPrices(await response.Content.ReadFromJsonAsync<ReservationMessage>(_json, cancellationToken), lines),
            };
        }

        var refusal = IsRefusal(response) ? await response.Content.ReadFromJsonAsync<RefusalMessage>(_json, cancellationToken) : null;
        return ReadRefusal(refusal) ?? new NoAnswer($"answered {(int)response.StatusCode}");
    }

    private static bool IsRefusal(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity
        && response.Content.Headers.ContentType?.MediaType == "application/problem+json";

    // Only an answer that holds exactly what was asked for is a reservation.
    private static InventoryAnswer ReadPrices(ReservationMessage? reservation, IReadOnlyList<OrderLine> asked)
    {
        List<PricedLine> held =
        [
            .. (reservation?.Lines ?? [])
                .Where(line => line is { Sku: not null, UnitPrice: >= 0 })
                .Select(line => new PricedLine(line!.Sku!, line.Quantity, line.UnitPrice!.Value))
                .OrderBy(line => line.Sku, StringComparer.Ordinal),
        ];

        return held.Select(line => (line.Sku, line.Quantity))
            .SequenceEqual(asked.OrderBy(line => line.Sku, StringComparer.Ordinal).Select(line => (line.Sku, line.Quantity)))
            ? new Reserved(held)
            : new NoAnswer("did not say what it reserved at which prices");
    }

    private static InventoryAnswer? ReadRefusal(RefusalMessage? refusal) => refusal?.Type?.Split('/')[^1] switch
    {
        ProblemNames.InsufficientStock => new InsufficientStock(
            [.. (refusal.Shortages ?? []).OfType<ShortageMessage>().Select(line => new Shortage(line.Sku ?? "", line.Requested, line.Available))]),
        ProblemNames.UnknownSku => new UnknownSku([.. (refusal.Skus ?? []).OfType<string>()]),
        ProblemNames.ReservationClosed => new Closed(),
        ProblemNames.ReservationMismatch => new Mismatch(),
        ProblemNames.ReservationNotFound => new NotFound(),
        _ => null,
    };
}
