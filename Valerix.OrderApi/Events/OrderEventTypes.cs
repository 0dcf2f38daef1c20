using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Events;

/// <summary>Which entries of a timeline are announced, and as what. The types are part of the contract: see docs/events.</summary>
internal static class OrderEventTypes
{
    private static readonly Dictionary<string, string> _types = new()
    {
        [nameof(OrderStatus.Pending)] = "valerix.order.placed.v1",
        [nameof(OrderStatus.Confirmed)] = "valerix.order.confirmed.v1",
        [nameof(OrderStatus.Rejected)] = "valerix.order.rejected.v1",
        [nameof(OrderStatus.Shipped)] = "valerix.order.shipped.v1",
        [nameof(OrderStatus.Delivered)] = "valerix.order.delivered.v1",
        [nameof(OrderStatus.Cancelled)] = "valerix.order.cancelled.v1",
        [nameof(OrderStatus.NeedsAttention)] = "valerix.order.needs-attention.v1",
    };

    /// <summary>The types of entries that are announced. Attempts are not, nor states that an order only passes through.</summary>
    public static IEnumerable<string> Announced => _types.Keys;

    public static string Of(string entryType) => _types[entryType];
}
