namespace Valerix.OrderApi.Domain;

/// <summary>An order that was compared with its reservation, and what that means for it.</summary>
/// <param name="Order">As it was before Inventory was asked.</param>
/// <param name="Reservation">The reservation's state, as Inventory answered.</param>
/// <param name="Token">New: that of its step, if it is to have one.</param>
internal sealed record ReconciliationFinding(SettledOrder Order, ReservationState Reservation, Guid Token)
{
    /// <summary>The type of the timeline's entry about a repair; part of the HTTP contract.</summary>
    public const string EventType = "Reconciliation";

    public ReconciliationDecision Decision { get; } = ReconciliationRules.Compare(Order.Status, Reservation);

    /// <summary>The write that follows from the decision; null when none does.</summary>
    public OrderWrite? Write => Decision switch
    {
        ReconciliationDecision.Repair mend => new(Order.Id)
        {
            Sources = [Order.Status],
            Attempt = new(EventType, mend.Why),
            // One attempt counts as made: the step may have been asked for before.
            Step = new PlannedStep(mend.Step, Token) { Attempts = 1, DueIn = TimeSpan.Zero },
        },
        ReconciliationDecision.Escalate escalate => new(Order.Id) { Sources = [Order.Status], Change = new(OrderTrigger.Escalate, escalate.Why) },
        _ => null,
    };

    /// <summary>Whether the order is now as it was to be; if not, it had moved on, and what was found is no longer so.</summary>
    /// <param name="after">The order after the write; null when nothing was to be written.</param>
    public bool IsSettled(Order? after) => Decision switch
    {
        ReconciliationDecision.Repair => after?.Step?.LeaseToken == Token,
        ReconciliationDecision.Escalate => after?.Status == OrderStatus.NeedsAttention,
        _ => true,
    };
}

/// <summary>An order that needs nothing of another service, or should.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Status">Its state.</param>
/// <param name="UpdatedAt">When it came into that state.</param>
internal sealed record SettledOrder(Guid Id, OrderStatus Status, DateTimeOffset UpdatedAt);
