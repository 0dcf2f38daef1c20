using Valerix.OrderApi.Storage;

namespace Valerix.OrderApi.Domain;

/// <summary>
/// All that one event changes about one order: written whole, or, when the order has moved on since it was decided,
/// nothing of it but <see cref="Attempt"/>.
/// </summary>
internal sealed record OrderWrite(Guid OrderId)
{
    /// <summary>
    /// The order that it was decided on. Where the write counts, the order is still as it was then: while its state and the lease
    /// stay, only who holds the lease changes anything, and knows it. Null when it was decided without looking.
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

    /// <summary>What <see cref="OrderSql.Write"/> makes of <paramref name="order"/> where the write counts, so that it need not be read back.</summary>
    public Order AppliedTo(Order order, DateTimeOffset now) => new()
    {
        Id = order.Id,
        CustomerId = order.CustomerId,
        Status = Change?.Target ?? order.Status,
        Message = Change?.Message ?? order.Message,
        Total = Total ?? order.Total,
        Refusal = Change is null ? order.Refusal : Change.Refusal,
        AttentionFrom = Change is null ? order.AttentionFrom : Change.Target == OrderStatus.NeedsAttention ? order.Status : null,
        IdempotencyKey = order.IdempotencyKey,
        PayloadHash = order.PayloadHash,
        CreatedAt = order.CreatedAt,
        UpdatedAt = Change is null && Total is null ? order.UpdatedAt : now,
        Lines = PricedLines.Count > 0 ? [.. order.Lines.Select(Priced)] : order.Lines,
        Step = Step?.WrittenAt(now, order.Id, since: order.Step is { } step && step.Step == Step.Step ? step.CreatedAt : now),
    };

    private OrderLine Priced(OrderLine line) => new()
    {
        OrderId = line.OrderId,
        Sku = line.Sku,
        Quantity = line.Quantity,
        UnitPrice = PricedLines.FirstOrDefault(priced => priced.Sku == line.Sku)?.UnitPrice ?? line.UnitPrice,
    };
}
