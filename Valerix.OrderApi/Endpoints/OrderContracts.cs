using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Endpoints;

// The attributes are for the OpenAPI document; OrderValidation decides.

internal sealed record PlaceOrderRequest(
    [property: Required, StringLength(OrderLimits.CustomerIdLength, MinimumLength = 1)] string? CustomerId,
    [property: Required, MinLength(1), Description("A sku that is named twice is summed into one line.")] IReadOnlyList<PlaceOrderLine?>? Lines);

internal sealed record PlaceOrderLine(
    [property: Required, StringLength(OrderLimits.SkuLength, MinimumLength = 1), RegularExpression(OrderLimits.SkuPattern)] string? Sku,
    [property: Required, Range(1, OrderLimits.Quantity)] int? Quantity);

internal sealed record ChangeStatusRequest(
    [property: Required, Description("Shipped, Delivered or Cancelled.")] string? Status);

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
