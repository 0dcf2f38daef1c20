namespace Valerix.OrderApi.Domain;

/// <summary>
/// All that one event changes about one order: written whole, or, when the order has moved on since it was decided,
/// nothing of it but <see cref="Attempt"/>.
/// </summary>
internal sealed record OrderWrite(Guid OrderId)
{
    /// <summary>
    /// The order that it was decided on. Where the write counts, the order is still as it was then: while its state and the lease
    /// stay, only the holder of the lease writes, so the order need not be read again after the write. Null when the write was decided without reading the order.
    /// </summary>
    public Order? DecidedOn { get; init; }

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

    /// <summary>Whether it counts for an order: it is in one of <see cref="Sources"/>, and its lease is still the one of the decision.</summary>
    public bool Holds(Order order) => Sources.Contains(order.Status) && (Fence is null || order.Step?.LeaseToken == Fence);

    /// <summary>The order as the store's statement leaves it where the write counts, so that it need not be read back.</summary>
    /// <param name="order">The order before.</param>
    /// <param name="now">The moment of the writing.</param>
    public Order AppliedTo(Order order, DateTimeOffset now) => order with
    {
        Status = Change?.Target ?? order.Status,
        Message = Change?.Message ?? order.Message,
        Total = Total ?? order.Total,
        Refusal = Change is null ? order.Refusal : Change.Refusal,
        AttentionFrom = Change is null ? order.AttentionFrom : Change.Target == OrderStatus.NeedsAttention ? order.Status : null,
        UpdatedAt = Change is null && Total is null ? order.UpdatedAt : now,
        Lines = PricedLines.Count > 0 ? [.. order.Lines.Select(Priced)] : order.Lines,
        Step = Step?.WrittenAt(now, order.Id, order.Step),
    };

    private OrderLine Priced(OrderLine line) =>
        line with { UnitPrice = PricedLines.FirstOrDefault(priced => priced.Sku == line.Sku)?.UnitPrice ?? line.UnitPrice };
}
