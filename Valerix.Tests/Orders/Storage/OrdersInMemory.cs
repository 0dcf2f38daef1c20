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
        return _orders[placed.Id] = placed.StoredAt(Now);
    }

    /// <summary>As <see cref="OrderStore.WriteAsync"/> does it for one.</summary>
    public Order Write(OrderWrite write)
    {
        var order = _orders[write.OrderId];
        if (write.Attempt is { } attempt) _timelines[order.Id].Add(attempt);

        if (!write.Holds(order)) return order;

        if (write.Change is { } change) _timelines[order.Id].Add(new(change.Target.ToString(), change.Why));
        return _orders[order.Id] = write.AppliedTo(order, Now);
    }

    /// <summary>As <see cref="StepQueue.TakeAsync"/> does it; null when the order has no step that is due and nobody's.</summary>
    public Order? Take(Guid id, Guid token, TimeSpan lease)
    {
        var order = _orders[id];
        if (order.Step is not { } step || !(step.DueAt <= Now) || step.LeaseUntil > Now) return null;

        return _orders[id] = order with
        {
            Step = step with { Attempts = step.Attempts + (step.LeaseUntil is null ? 0 : 1), LeaseUntil = Now + lease, LeaseToken = token },
        };
    }
}
