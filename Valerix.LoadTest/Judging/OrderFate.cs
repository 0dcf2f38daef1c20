using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Shops;

namespace Valerix.LoadTest.Judging;

/// <summary>What became of one order: what was promised, what the shop says, and what the warehouse's ledger says.</summary>
/// <param name="Purchase">The order.</param>
/// <param name="Standing">Where the shop says it is.</param>
/// <param name="Effect">What its ids did to the stock.</param>
internal sealed record OrderFate(Purchase Purchase, Standing Standing, StockEffect Effect)
{
    /// <summary>Promised, shipped, and the stock left once.</summary>
    public bool IsRight => Purchase.IsAcknowledged && Standing == Standing.Shipped && Effect == new StockEffect(Purchase.Quantity, Held: 0);

    /// <summary>The shopper was told no, or nothing, and no stock moved.</summary>
    public bool IsRefused => (!Purchase.IsAcknowledged || Standing == Standing.Refused) && Standing != Standing.Shipped && Effect == StockEffect.None;

    /// <summary>The shopper was told yes, and the shop knows nothing of it.</summary>
    public bool IsLost => Purchase.IsAcknowledged && Standing == Standing.None;

    /// <summary>Stock left the shelf more than once.</summary>
    public bool IsDoubled => Effect.Taken > Purchase.Quantity;

    /// <summary>Not resolved, or stock is held that no order will take.</summary>
    public bool IsStuck => Standing == Standing.Open || Effect.Held != 0;

    /// <summary>Shipped without stock, or stock that left for an order which the shop has not shipped.</summary>
    public bool IsContradicted => Standing == Standing.Shipped != Effect.Taken > 0;

    /// <summary>Pieces that should still be on the shelf.</summary>
    public long PiecesTooMany => Math.Max(0, Effect.Taken - Purchase.Quantity);
}
