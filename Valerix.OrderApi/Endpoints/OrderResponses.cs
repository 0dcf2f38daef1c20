using System.ComponentModel;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Endpoints;

internal sealed record OrderResponse(
    Guid Id,
    string CustomerId,
    OrderStatus Status,
    [property: Description("Sorted by sku.")] IReadOnlyList<OrderLineResponse> Lines,
    [property: Description("Null until Inventory named the prices.")] decimal? Total,
    [property: Description("A sentence that a shopper can read.")] string Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static OrderResponse From(Order order) => new(
        order.Id,
        order.CustomerId,
        order.Status,
        [
            .. order.Lines
                .OrderBy(line => line.Sku, StringComparer.Ordinal)
                .Select(line => new OrderLineResponse(line.Sku, line.Quantity, line.UnitPrice)),
        ],
        order.Total,
        order.Message,
        order.CreatedAt,
        order.UpdatedAt);
}

internal sealed record OrderLineResponse(
    string Sku,
    int Quantity,
    [property: Description("Null until Inventory named the price.")] decimal? UnitPrice);

internal sealed record TimelineResponse(
    [property: Description("Oldest first.")] IReadOnlyList<TimelineEventResponse> Items);

internal sealed record TimelineEventResponse(
    [property: Description("A status that the order reached, ReserveAttempt, CommitAttempt, ReleaseAttempt, or Reconciliation.")] string Type,
    DateTimeOffset At,
    string Detail);
