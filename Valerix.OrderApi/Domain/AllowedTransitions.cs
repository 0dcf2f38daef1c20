namespace Valerix.OrderApi.Domain;

/// <summary>What can be asked of an order, by the state that it is meant to reach.</summary>
internal static class AllowedTransitions
{
    private static readonly Dictionary<OrderStatus, OrderChange> _changes = new()
    {
        [OrderStatus.Shipped] = new(OrderTrigger.Ship, "An operator asked for it to be shipped."),
        [OrderStatus.Delivered] = new(OrderTrigger.Deliver, "An operator said that it has arrived."),
        [OrderStatus.Cancelled] = new(OrderTrigger.Cancel, "Somebody asked for it to be cancelled."),
    };

    /// <summary>How to get there; null for a state that orders reach by themselves only.</summary>
    public static OrderChange? ChangeTo(OrderStatus goal) => _changes.GetValueOrDefault(goal);

    /// <summary>What would not be refused.</summary>
    public static IReadOnlyList<OrderStatus> AllowedFrom(OrderStatus status) =>
    [
        .. _changes
            .Where(goal => goal.Key != status && OrderStateMachine.Next(status, goal.Value.Trigger) is not null)
            .Select(goal => goal.Key),
    ];
}
