using static Valerix.OrderApi.Domain.OrderStatus;
using static Valerix.OrderApi.Domain.OrderTrigger;

namespace Valerix.OrderApi.Domain;

/// <summary>Every transition of an order that is allowed; what is not in the table is not.</summary>
internal static class OrderStateMachine
{
    private static readonly Dictionary<(OrderStatus From, OrderTrigger Trigger), OrderStatus> _transitions = new()
    {
        [(Pending, Confirm)] = Confirmed,
        [(Pending, Reject)] = Rejected,

        [(Confirmed, Ship)] = Shipping,
        [(Shipping, CompleteShipping)] = Shipped,
        [(Shipped, Deliver)] = Delivered,

        [(Pending, Cancel)] = Cancelling,
        [(Confirmed, Cancel)] = Cancelling,
        [(NeedsAttention, Cancel)] = Cancelling,
        [(Cancelling, CompleteCancelling)] = Cancelled,
        // Too late: the stock had left the shelf, by a commit whose outcome had stayed unknown.
        [(Cancelling, CompleteShipping)] = Shipped,

        [(Pending, Escalate)] = NeedsAttention,
        [(Shipping, Escalate)] = NeedsAttention,
        [(Cancelling, Escalate)] = NeedsAttention,
        // What was settled turned out not to be: see Reconciliation.
        [(Confirmed, Escalate)] = NeedsAttention,
        [(Rejected, Escalate)] = NeedsAttention,
        [(Shipped, Escalate)] = NeedsAttention,
        [(Delivered, Escalate)] = NeedsAttention,
        [(Cancelled, Escalate)] = NeedsAttention,

        // Each only where the order came from; the saga's phases say which.
        [(NeedsAttention, ResumePlacing)] = Pending,
        [(NeedsAttention, ResumeShipping)] = Shipping,
        [(NeedsAttention, ResumeCancelling)] = Cancelling,

        // Asked for a second time: the answer is the same and nothing changes.
        [(Shipping, Ship)] = Shipping,
        [(Shipped, Ship)] = Shipped,
        [(Delivered, Deliver)] = Delivered,
        [(Cancelling, Cancel)] = Cancelling,
        [(Cancelled, Cancel)] = Cancelled,
    };

    private static readonly Dictionary<OrderTrigger, (OrderStatus[] Sources, OrderStatus Target)> _changes = _transitions
        .Where(transition => transition.Value != transition.Key.From)
        .GroupBy(transition => transition.Key.Trigger)
        .ToDictionary(
            changes => changes.Key,
            changes => (changes.Select(change => change.Key.From).ToArray(), changes.Select(change => change.Value).Distinct().Single()));

    /// <summary>Where the trigger leads; the same status when it has happened already; null when it is not allowed.</summary>
    public static OrderStatus? Next(OrderStatus from, OrderTrigger trigger) =>
        _transitions.TryGetValue((from, trigger), out var to) ? to : null;

    /// <summary>The states that the trigger leads out of: those that a compare-and-set may replace.</summary>
    public static IReadOnlyList<OrderStatus> Sources(OrderTrigger trigger) => _changes[trigger].Sources;

    /// <summary>The one state that the trigger leads to, wherever it comes from.</summary>
    public static OrderStatus Target(OrderTrigger trigger) => _changes[trigger].Target;
}
