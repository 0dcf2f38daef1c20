using Valerix.OrderApi.Inventory;
using static Valerix.OrderApi.Inventory.InventoryAnswer;
using static Valerix.OrderApi.Inventory.InventoryStep;
using static Valerix.OrderApi.Orders.OrderTrigger;

namespace Valerix.OrderApi.Orders;

/// <summary>The steps of an order through Inventory: which one a state calls for, and what an answer to it means.</summary>
internal static class OrderSaga
{
    /// <summary>What an order in this state still needs from Inventory; null when nothing.</summary>
    public static InventoryStep? StepOf(OrderStatus status) => status switch
    {
        OrderStatus.Pending => Reserve,
        OrderStatus.Shipping => Commit,
        OrderStatus.Cancelling => Release,
        _ => null,
    };

    /// <summary>What to write after an answer; <paramref name="took"/> is how long it took to come.</summary>
    public static StepOutcome Decide(InventoryStep step, InventoryAnswer answer, TimeSpan took) =>
        new(
            new($"{step}Attempt", $"{Describe(answer)} ({took.TotalMilliseconds:0} ms)"),
            Meaning(step, answer) is { } change ? change with { Sources = StatusesOf(step) } : null);

    // An order that has moved on meanwhile no longer asks: a reserve that finds the door closed is what a cancel is for.
    private static OrderStatus[] StatusesOf(InventoryStep step) => [.. Enum.GetValues<OrderStatus>().Where(status => StepOf(status) == step)];

    // An answer that does not belong to the step leaves the outcome as unknown as no answer does.
    private static OrderChange? Meaning(InventoryStep step, InventoryAnswer answer) => (step, answer) switch
    {
        (Reserve, Reserved reserved) => new(Confirm, "Inventory holds the stock.") { PricedLines = reserved.Lines },
        (Reserve, InsufficientStock shortage) => new(Reject, "There is not enough stock.") { Refusal = Refusal.Because(shortage) },
        (Reserve, UnknownSku unknown) => new(Reject, "A product does not exist.") { Refusal = Refusal.Because(unknown) },
        (Reserve, Closed) => new(Escalate, "Inventory has released this order's stock though nobody cancelled the order."),
        (Reserve, Mismatch) => new(Escalate, "Inventory holds other lines under this order's id."),

        (Commit, Committed) => new(CompleteShipping, "The stock has left the shelf."),
        (Commit, Closed) => new(Escalate, "Inventory has released this order's stock: there is nothing to ship."),
        (Commit, NotFound) => new(Escalate, "Inventory knows no reservation of this order: there is nothing to ship."),

        (Release, Released) => new(CompleteCancelling, "The stock is free again."),
        (Release, Closed) => new(Escalate, "The stock has left the shelf already: there is nothing to cancel."),

        _ => null,
    };

    private static string Describe(InventoryAnswer answer) => answer switch
    {
        Reserved => "Inventory holds the stock.",
        Committed => "Inventory let the stock leave the shelf.",
        Released => "Inventory freed the stock.",
        InsufficientStock => "Inventory has not enough stock.",
        UnknownSku => "Inventory does not know every product.",
        Closed => "Inventory has closed the reservation already.",
        Mismatch => "Inventory holds other lines under this id.",
        NotFound => "Inventory has no such reservation.",
        NoAnswer none => $"Outcome unknown: Inventory {none.Reason}.",
        CircuitOpen => "Not asked: Inventory failed too often just now.",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No such answer."),
    };
}

/// <summary>What is to be written after an attempt at Inventory.</summary>
/// <param name="Attempt">For the timeline, in any case.</param>
/// <param name="Change">What it means for the order; null while the outcome is unknown.</param>
internal sealed record StepOutcome(TimelineEntry Attempt, OrderChange? Change);
