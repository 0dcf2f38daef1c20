using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Steps;

namespace Valerix.OrderApi.Orders;

/// <summary>
/// All that one event changes about one order: written whole, or, when the order has moved on since it was decided,
/// nothing of it but <see cref="Attempt"/>.
/// </summary>
internal sealed record OrderWrite(Guid OrderId)
{
    /// <summary>The states in which it counts: in any other, the order has moved on.</summary>
    public required IReadOnlyList<OrderStatus> Sources { get; init; }

    /// <summary>The lease that it was decided under: with another one by now, the order has moved on. Null when no step was involved.</summary>
    public Guid? Fence { get; init; }

    /// <summary>What is true in any case: Inventory was asked, or looked at, and said this.</summary>
    public TimelineEntry? Attempt { get; init; }

    /// <summary>A new state; null when the state stays.</summary>
    public OrderChange? Change { get; init; }

    /// <summary>The lines with their prices, when this is when they become known.</summary>
    public IReadOnlyList<PricedLine> PricedLines { get; init; } = [];

    /// <summary>What the order needs from now on; null for nothing.</summary>
    public PlannedStep? Step { get; init; }

    /// <summary>What the order costs; null when this does not tell.</summary>
    public decimal? Total => PricedLines.Count > 0 ? PricedLines.Sum(line => line.Quantity * line.UnitPrice) : null;
}
