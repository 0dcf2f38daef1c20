using Valerix.OrderApi.Inventory;

namespace Valerix.OrderApi.Orders;

/// <summary>A transition and what is written with it; it takes place only where <see cref="OrderStateMachine"/> allows it.</summary>
/// <param name="Trigger">What happened.</param>
/// <param name="Why">A sentence for the timeline.</param>
internal sealed record OrderChange(OrderTrigger Trigger, string Why)
{
    /// <summary>The lines with their prices, when this is when they become known.</summary>
    public IReadOnlyList<PricedLine> PricedLines { get; init; } = [];

    /// <summary>Why the order is rejected, if it is.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The states in which it takes place; in others it came too late.</summary>
    public IReadOnlyList<OrderStatus> Sources { get; init; } = OrderStateMachine.Sources(Trigger);

    public OrderStatus Target => OrderStateMachine.Target(Trigger);

    /// <summary>What the shopper reads from now on.</summary>
    public string Message => OrderMessages.For(Target, Refusal);

    /// <summary>What the order costs; null when this change does not tell.</summary>
    public decimal? Total => PricedLines.Count > 0 ? PricedLines.Sum(line => line.Quantity * line.UnitPrice) : null;
}
