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
