namespace Valerix.OrderApi.Orders;

/// <summary>A transition and what is written with it; it takes place only where <see cref="OrderStateMachine"/> allows it.</summary>
/// <param name="Trigger">What happened.</param>
/// <param name="Why">A sentence for the timeline.</param>
/// <param name="Refusal">Why the order is rejected, if it is.</param>
internal sealed record OrderChange(OrderTrigger Trigger, string Why, Refusal? Refusal = null)
{
    /// <summary>The one state in which it counts, if it was decided for that alone; in any other it came too late.</summary>
    public OrderStatus? From { get; init; }

    /// <summary>The states in which it takes place.</summary>
    public IReadOnlyList<OrderStatus> Sources => From is { } from ? [from] : OrderStateMachine.Sources(Trigger);

    public OrderStatus Target => OrderStateMachine.Target(Trigger);

    /// <summary>What the shopper reads from now on.</summary>
    public string Message => OrderMessages.For(Target, Refusal);
}
