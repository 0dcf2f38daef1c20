namespace Valerix.OrderApi.Domain;

/// <summary>
/// What an order can need from another service. Each can be asked any number of times and happens once.
/// The names are part of the database and of the timeline.
/// </summary>
internal enum SagaStep
{
    /// <summary>Inventory holds the stock.</summary>
    Reserve,

    /// <summary>Inventory lets the stock leave the shelf.</summary>
    Commit,

    /// <summary>Inventory frees the stock, and sees to it that a reserve still on its way finds the door closed.</summary>
    Release,
}
