using System.Net;
using System.Text.Json;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;
using static Valerix.OrderApi.Inventory.InventoryAnswer;

namespace Valerix.OrderApi.Inventory;

/// <summary>Reads what Inventory answers to an order's call, whole and within the attempt; anything else is a failure of the attempt.</summary>
/// <remarks>
/// It stands below the resilience handler. A body that was read above it, and drips, would take more than the attempt's time and would
/// never open the circuit; nor would a page of HTML with the status 200, and every order would wait for its second try.
/// </remarks>
internal sealed class AnswerReader(InventoryCredentials credentials) : DelegatingHandler
{
    /// <summary>Far more than a reservation of as many lines as an order may have.</summary>
    public const int MaxAnswerBytes = 256 * 1024;

    private static readonly HttpRequestOptionsKey<InventoryAnswer> _answer = new("inventory-answer");
    private static readonly JsonSerializerOptions _json = JsonSerializerOptions.Web;

    /// <summary>The answer to a request; null when there was none.</summary>
    public static InventoryAnswer? AnswerOf(HttpRequestMessage request) => request.Options.TryGetValue(_answer, out var answer) ? answer : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // Of a fault that says so by its status, the resilience handler needs no more than that.
        if (InventoryCall.Of(request) is not { } call || IsFault(response.StatusCode)) return response;

        try
        {
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                credentials.Refused();
                throw new KeyRefusedException();
            }

            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
            var answer = await ReadAsync(call, response, cancellationToken);
            if (answer is NoAnswer { Reason: var reason }) throw new NotAnAnswerException(reason);
            credentials.Accepted();
            request.Options.Set(_answer, answer);
            return response;
        }
        catch (Exception exception) when (exception is JsonException or IOException or InvalidOperationException)
        {
            response.Dispose();
            throw new NotAnAnswerException("gave an answer that can't be read", exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The statuses that the standard resilience handler counts as failures.</summary>
    private static bool IsFault(HttpStatusCode status) =>
        status is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private static async Task<InventoryAnswer> ReadAsync(InventoryCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created)
        {
            return ReadSuccess(call, await response.Content.ReadFromJsonAsync<ReservationMessage>(_json, cancellationToken));
        }

        var refusal = IsRefusal(response) ? await response.Content.ReadFromJsonAsync<RefusalMessage>(_json, cancellationToken) : null;
        return ReadRefusal(refusal) ?? new NoAnswer($"answered {(int)response.StatusCode}");
    }

    // A success may come from something in between, a page that says "down for maintenance". It counts when it is about this order and
    // tells the state that the step leads to; otherwise an order would be Shipped whose stock never moved.
    private static InventoryAnswer ReadSuccess(InventoryCall call, ReservationMessage? reservation) =>
        (call.Step, Enum.TryParse<ReservationState>(reservation?.State, out var state) && reservation?.OrderId == call.OrderId ? state : ReservationState.None) switch
        {
            (SagaStep.Reserve, ReservationState.Reserved or ReservationState.Committed) => ReadPrices(reservation, call.Lines),
            (SagaStep.Commit, ReservationState.Committed) => new Committed(),
            (SagaStep.Release, ReservationState.Released or ReservationState.Lapsed) => new Released(),
            _ => new NoAnswer("gave an answer that does not say what was done"),
        };

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
        ProblemNames.ProductBusy => new Busy(),
        ProblemNames.ReservationNotFound => new NotFound(),
        _ => null,
    };
}

/// <summary>The key was refused, and so nothing was done; it counts for the circuit, so that orders do not wait for it one by one.</summary>
internal sealed class KeyRefusedException() : HttpRequestException(HttpRequestError.InvalidResponse, InventoryCredentials.Remedy);

/// <summary>An answer came, and it is none to what was asked.</summary>
/// <param name="reason">The end of the sentence "Inventory …".</param>
/// <param name="cause">What went wrong while it was read.</param>
internal sealed class NotAnAnswerException(string reason, Exception? cause = null) : HttpRequestException(HttpRequestError.InvalidResponse, reason, cause);
