namespace Valerix.OrderApi.Inventory;

/// <summary>What an order can need from Inventory. Each can be asked any number of times and happens once.</summary>
internal enum InventoryStep
{
    /// <summary>Hold the stock.</summary>
    Reserve,

    /// <summary>Let the stock leave the shelf.</summary>
    Commit,

    /// <summary>Free the stock, or see to it that a reserve still on its way finds the door closed.</summary>
    Release,
}
