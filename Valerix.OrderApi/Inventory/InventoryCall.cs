using System.Net.Mime;
using System.Text.Json;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Inventory;

/// <summary>A call of Inventory for an order: a request of its own, or a part of one that <see cref="ReservationBatchHandler"/> sends for several.</summary>
/// <param name="Step">One of Inventory's.</param>
/// <param name="OrderId">For which order.</param>
/// <param name="Lines">What a reserve wants held.</param>
internal sealed record InventoryCall(SagaStep Step, Guid OrderId, IReadOnlyList<OrderLine> Lines)
{
    private static readonly HttpRequestOptionsKey<InventoryCall> _key = new("inventory-call");

    /// <summary>How much room it takes in a shared request.</summary>
    public int Size => Step is SagaStep.Reserve ? Lines.Count : 1;

    /// <summary>The call that a request is for; null when it is for something else.</summary>
    public static InventoryCall? Of(HttpRequestMessage request) => request.Options.TryGetValue(_key, out var call) ? call : null;

    /// <summary>JSON whose length is known, so that headers and body leave in one piece; JsonContent is sent in chunks.</summary>
    public static ByteArrayContent Json<T>(T body) => new(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web))
    {
        Headers = { ContentType = new(MediaTypeNames.Application.Json) },
    };

    public HttpRequestMessage ToRequest()
    {
        var request = Step switch
        {
            SagaStep.Reserve => new HttpRequestMessage(HttpMethod.Put, $"/reservations/{OrderId}") { Content = Json(new ReserveRequest(ReserveLines, HoldSeconds: null)) },
            SagaStep.Commit => Post("commit"),
            SagaStep.Release => Post("release"),
            _ => throw new InvalidOperationException($"Inventory knows no step {Step}."),
        };
        request.Options.Set(_key, this);
        return request;
    }

    /// <param name="traceparent">The trace that it belongs to, if there is one.</param>
    public ReservationCallMessage ToMessage(string? traceparent) =>
        new(OrderId, Step.ToString(), Step is SagaStep.Reserve ? ReserveLines : null, traceparent);

    private ReserveLine[] ReserveLines => [.. Lines.Select(line => new ReserveLine(line.Sku, line.Quantity))];

    // The key makes the POST one that is safe to send again.
    private HttpRequestMessage Post(string verb) => new(HttpMethod.Post, $"/reservations/{OrderId}/{verb}")
    {
        Headers = { { IdempotencyKey.HeaderName, $"\"{OrderId}-{verb}\"" } },
    };
}
