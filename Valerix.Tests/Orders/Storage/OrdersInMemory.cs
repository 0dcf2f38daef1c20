using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Storage;

namespace Valerix.Tests.Orders.Storage;

/// <summary>
/// What <see cref="OrderStore"/> and <see cref="StepQueue"/> do, over a dictionary and a clock that stands still until it is moved:
/// the rules in C#, to compare the SQL with and to try out schedules on.
/// </summary>
internal sealed class OrdersInMemory
{
    private readonly Dictionary<Guid, Order> _orders = [];
    private readonly Dictionary<Guid, List<TimelineEntry>> _timelines = [];

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public Order Find(Guid id) => _orders[id];

    public IReadOnlyList<TimelineEntry> Timeline(Guid id) => _timelines[id];

    public Order Place(NewOrder placed)
    {
        if (_orders.Values.FirstOrDefault(order => order.IdempotencyKey == placed.IdempotencyKey) is { } known) return known;

        _timelines[placed.Id] = [placed.First];
        return _orders[placed.Id] = new Order
        {
            Id = placed.Id,
            CustomerId = placed.Draft.CustomerId,
            Status = OrderStatus.Pending,
            Message = OrderMessages.For(OrderStatus.Pending),
            IdempotencyKey = placed.IdempotencyKey,
            PayloadHash = placed.Draft.PayloadHash(),
            CreatedAt = Now,
            UpdatedAt = Now,
            Lines = placed.Draft.Lines,
            Step = Planned(placed.Step),
        };
    }

    /// <summary>As <see cref="OrderStore.WriteAsync"/> does it for one.</summary>
    public Order Write(OrderWrite write)
    {
        var order = _orders[write.OrderId];
        if (write.Attempt is { } attempt) _timelines[order.Id].Add(attempt);

        var holds = write.Sources.Contains(order.Status) && (write.Fence is null || order.Step?.LeaseToken == write.Fence);
        if (!holds) return order;

        if (write.Change is { } change) _timelines[order.Id].Add(new(change.Target.ToString(), change.Why));
        return _orders[order.Id] = After(order, write);
    }

    /// <summary>As <see cref="StepQueue.TakeAsync"/> does it; null when the order has no step that is due and nobody's.</summary>
    public Order? Take(Guid id, Guid token, TimeSpan lease)
    {
        var order = _orders[id];
        if (order.Step is not { } step || !(step.DueAt <= Now) || step.LeaseUntil > Now) return null;

        return _orders[id] = Copy(order, new OrderStep
        {
            Step = step.Step,
            Attempts = step.Attempts + (step.LeaseUntil is null ? 0 : 1),
            DueAt = step.DueAt,
            LeaseUntil = Now + lease,
            LeaseToken = token,
            Refusal = step.Refusal,
            CreatedAt = step.CreatedAt,
        });
    }

    private Order After(Order order, OrderWrite write) => new()
    {
        Id = order.Id,
        CustomerId = order.CustomerId,
        Status = write.Change?.Target ?? order.Status,
        Message = write.Change?.Message ?? order.Message,
        Total = write.Total ?? order.Total,
        Refusal = write.Change?.Refusal,
        AttentionFrom = write.Change?.Target == OrderStatus.NeedsAttention ? order.Status : null,
        IdempotencyKey = order.IdempotencyKey,
        PayloadHash = order.PayloadHash,
        CreatedAt = order.CreatedAt,
        UpdatedAt = write.Change is null && write.Total is null ? order.UpdatedAt : Now,
        Lines = [.. order.Lines.Select(line => Priced(line, write))],
        Step = write.Step is { } step ? Planned(step) : null,
    };

    private static OrderLine Priced(OrderLine line, OrderWrite write) => new()
    {
        Sku = line.Sku,
        Quantity = line.Quantity,
        UnitPrice = write.PricedLines.FirstOrDefault(priced => priced.Sku == line.Sku)?.UnitPrice ?? line.UnitPrice,
    };

    private OrderStep Planned(PlannedStep step) => new()
    {
        Step = step.Step,
        Attempts = step.Attempts,
        DueAt = Now + step.DueIn,
        LeaseUntil = Now + step.Lease,
        LeaseToken = step.LeaseToken,
        Refusal = step.Refusal,
        CreatedAt = Now,
    };

    private static Order Copy(Order order, OrderStep step) => new()
    {
        Id = order.Id,
        CustomerId = order.CustomerId,
        Status = order.Status,
        Message = order.Message,
        Total = order.Total,
        Refusal = order.Refusal,
        AttentionFrom = order.AttentionFrom,
        IdempotencyKey = order.IdempotencyKey,
        PayloadHash = order.PayloadHash,
        CreatedAt = order.CreatedAt,
        UpdatedAt = order.UpdatedAt,
        Lines = order.Lines,
        Step = step,
    };
}
