using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Inventory;

/// <summary>What Inventory said. Only <see cref="NoAnswer"/> leaves open what it did.</summary>
internal abstract record InventoryAnswer
{
    private InventoryAnswer()
    {
    }

    /// <summary>The stock of every line is held, at these prices.</summary>
    public sealed record Reserved(IReadOnlyList<PricedLine> Lines) : InventoryAnswer;

    /// <summary>The stock has left the shelf.</summary>
    public sealed record Committed : InventoryAnswer;

    /// <summary>Nothing is held, and nothing will be.</summary>
    public sealed record Released : InventoryAnswer;

    /// <summary>Not every line could be held, so none is.</summary>
    public sealed record InsufficientStock(IReadOnlyList<Shortage> Shortages) : InventoryAnswer;

    /// <summary>Some products do not exist, so nothing is held.</summary>
    public sealed record UnknownSku(IReadOnlyList<string> Skus) : InventoryAnswer;

    /// <summary>The reservation has ended the other way, for good.</summary>
    public sealed record Closed : InventoryAnswer;

    /// <summary>Under this order's id, other lines are reserved.</summary>
    public sealed record Mismatch : InventoryAnswer;

    /// <summary>A product of the order is locked in Inventory's database, so nothing was done: the trouble is that product's, not Inventory's.</summary>
    public sealed record Busy : InventoryAnswer;

    /// <summary>There is no reservation of this order.</summary>
    public sealed record NotFound : InventoryAnswer;

    /// <summary>No answer, or none that can be understood: the outcome is unknown.</summary>
    /// <param name="Reason">Why, for the timeline: the end of the sentence "Inventory …".</param>
    public sealed record NoAnswer(string Reason) : InventoryAnswer;

    /// <summary>Inventory refused this service's key before it looked at the call: nothing was done.</summary>
    public sealed record KeyRefused : InventoryAnswer;

    /// <summary>Inventory was not asked, since it failed too often just now.</summary>
    public sealed record CircuitOpen : InventoryAnswer;
}
