using Valerix.OrderApi.Domain;
using static Valerix.OrderApi.Domain.SagaStep;
using static Valerix.OrderApi.Inventory.InventoryAnswer;

namespace Valerix.OrderApi.Inventory;

/// <summary>What Inventory's answers mean for an order.</summary>
internal static class InventoryResponseMapper
{
    /// <summary>An answer that does not belong to the step leaves open what became of it, as no answer does.</summary>
    public static StepResult Of(Order order, SagaStep step, InventoryAnswer answer)
    {
        var said = Describe(answer);
        return (step, answer) switch
        {
            (Reserve, Reserved reserved) => new StepResult.Done(said) { PricedLines = reserved.Lines },
            (Reserve, InsufficientStock shortage) => new StepResult.Refused(said, "There is not enough stock.", new Refusal(shortage.Shortages, [])),
            (Reserve, UnknownSku unknown) => new StepResult.Refused(said, "A product does not exist.", new Refusal([], unknown.Skus)),
            (Reserve, Closed) => new StepResult.Contradiction(said, "Inventory has released this order's stock though nobody cancelled the order."),
            (Reserve, Mismatch) => new StepResult.Contradiction(said, "Inventory holds other lines under this order's id."),

            (Commit, Committed) => new StepResult.Done(said),
            (Commit, Closed) => new StepResult.Refused(said, "Inventory has released this order's stock: there is nothing to ship."),
            (Commit, NotFound) => new StepResult.Refused(said, "Inventory knows no reservation of this order: there is nothing to ship."),

            (Release, Released) => new StepResult.Done(said),
            (Release, Closed) when order.Total is null => new StepResult.Contradiction(said, "The stock has left the shelf though the order was never confirmed."),
            (Release, Closed) => new StepResult.Refused(said, "The stock has left the shelf already: it is too late to cancel."),

            (_, CircuitOpen or KeyRefused) => new StepResult.NotAsked(said),
            _ => new StepResult.Unknown(said),
        };
    }

    private static string Describe(InventoryAnswer answer) => answer switch
    {
        Reserved => "Inventory holds the stock.",
        Committed => "Inventory let the stock leave the shelf.",
        Released => "Inventory freed the stock.",
        InsufficientStock => "Inventory has not enough stock.",
        UnknownSku => "Inventory does not know every product.",
        Closed => "Inventory has closed the reservation already.",
        Mismatch => "Inventory holds other lines under this id.",
        Busy => "Inventory can't reach a product of the order at the moment: nothing was done.",
        NotFound => "Inventory has no such reservation.",
        NoAnswer none => $"Outcome unknown: Inventory {none.Reason}.",
        KeyRefused => "Not asked: Inventory refuses this service's key, which an operator has to set right.",
        CircuitOpen => "Not asked: Inventory failed too often just now.",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No such answer."),
    };
}
