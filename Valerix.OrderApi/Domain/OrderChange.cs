namespace Valerix.OrderApi.Domain;

/// <summary>A transition and what is written with it; it takes place only where <see cref="OrderStateMachine"/> allows it.</summary>
/// <param name="Trigger">What happened.</param>
/// <param name="Why">A sentence for the timeline.</param>
/// <param name="Refusal">Why the order is rejected, if it is.</param>
internal sealed record OrderChange(OrderTrigger Trigger, string Why, Refusal? Refusal = null)
{
    public OrderStatus Target => OrderStateMachine.Target(Trigger);

    /// <summary>What the shopper reads from now on.</summary>
    public string Message => OrderMessages.For(Target, Refusal);
}
