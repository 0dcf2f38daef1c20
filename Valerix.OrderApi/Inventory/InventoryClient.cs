using System.Net;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Valerix.OrderApi.Orders;
using Valerix.ServiceDefaults.Http;
using static Valerix.OrderApi.Inventory.InventoryAnswer;

namespace Valerix.OrderApi.Inventory;

/// <summary>Asks Inventory for a step of an order. It always has an answer: that there was none is one too.</summary>
/// <remarks>Every step is idempotent by the order's id, so the client's resilience handler may send each again.</remarks>
internal sealed class InventoryClient(HttpClient http)
{
    private static readonly JsonSerializerOptions _json = JsonSerializerOptions.Web;

    /// <summary>Asks once; <paramref name="cancellationToken"/> bounds how long an answer is waited for.</summary>
    public async Task<InventoryAnswer> AskAsync(
        InventoryStep step, Guid orderId, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken)
    {
        using var request = Request(step, orderId, lines);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return await ReadAsync(step, lines, response, cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            return new CircuitOpen();
        }
        // A timeout of the resilience handler, or its limit of calls at once; the caller's time being up.
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

    private static HttpRequestMessage Request(InventoryStep step, Guid orderId, IReadOnlyList<OrderLine> lines) => step switch
    {
        InventoryStep.Reserve => new(HttpMethod.Put, $"/reservations/{orderId}")
        {
            Content = JsonContent.Create(
                new ReserveRequest([.. lines.Select(line => new ReserveLine(line.Sku, line.Quantity))], HoldSeconds: null), options: _json),
        },
        InventoryStep.Commit => Post(orderId, "commit"),
        InventoryStep.Release => Post(orderId, "release"),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "No such step."),
    };

    // The key makes the POST one that is safe to send again.
    private static HttpRequestMessage Post(Guid orderId, string verb) => new(HttpMethod.Post, $"/reservations/{orderId}/{verb}")
    {
        Headers = { { IdempotencyKey.HeaderName, $"\"{orderId}-{verb}\"" } },
    };

    private static async Task<InventoryAnswer> ReadAsync(
        InventoryStep step, IReadOnlyList<OrderLine> lines, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created)
        {
            return step switch
            {
                InventoryStep.Commit => new Committed(),
                InventoryStep.Release => new Released(),
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
