using static Valerix.OrderApi.Domain.OrderStatus;
using static Valerix.OrderApi.Domain.ReconciliationDecision;
using static Valerix.OrderApi.Domain.ReservationState;

namespace Valerix.OrderApi.Domain;

/// <summary>Whether an order that needs nothing more fits its reservation, and what to do if it doesn't.</summary>
/// <remarks>Only where stock is held or left for an order that settled otherwise can a step mend it; a step never takes stock anew.</remarks>
internal static class ReconciliationRules
{
    /// <param name="order">The state of an order that has no step.</param>
    /// <param name="reservation">What Inventory said after that state was read.</param>
    public static ReconciliationDecision Compare(OrderStatus order, ReservationState reservation) => (order, reservation) switch
    {
        // The outcome is open, and without a step no worker would ever find it out.
        (Pending, _) => new Repair(SagaStep.Reserve, "The order was waiting for its stock without anybody asking for it."),
        (Shipping, _) => new Repair(SagaStep.Commit, "The order was to be shipped without anybody asking for it."),
        (Cancelling, _) => new Repair(SagaStep.Release, "The order was to be cancelled without anybody asking for it."),

        (Confirmed, Reserved) => new Consistent(),
        (Confirmed, Committed) => new Escalate("The stock has left the shelf though nobody shipped the order."),
        (Confirmed, _) => new Escalate("Inventory no longer holds the stock of this order."),

        (Shipped or Delivered, Committed) => new Consistent(),
        (Shipped or Delivered, Reserved) => new Repair(SagaStep.Commit, "Inventory still holds the stock of an order that was shipped."),
        (Shipped or Delivered, _) => new Escalate("The order was shipped, but Inventory did not let its stock leave the shelf."),

        (Rejected, None) => new Consistent(),
        // The tombstone is gone, and with it what keeps a late reserve out.
        (Cancelled, None) => new Repair(SagaStep.Release, "Inventory does not know that the order was cancelled."),
        (Rejected or Cancelled, Reserved) => new Repair(SagaStep.Release, $"Inventory holds stock for an order that is {order}."),
        (Rejected or Cancelled, Committed) => new Escalate($"The stock has left the shelf for an order that is {order}."),
        (Rejected or Cancelled, _) => new Consistent(),

        // An operator is asked to look at it already.
        (NeedsAttention, _) => new Consistent(),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "No such status."),
    };
}
