namespace Valerix.InventoryApi.Domain;

/// <summary>An operator receives pieces, or takes them out. The decision is here, without I/O.</summary>
/// <param name="Sku">What moves.</param>
/// <param name="Quantity">How many pieces come in, or go out if negative.</param>
/// <param name="Reason">Why, in the operator's words.</param>
/// <param name="IdempotencyKey">Names this adjustment for ever: one key, one movement.</param>
internal sealed record StockAdjustment(string Sku, long Quantity, string Reason, string IdempotencyKey)
{
    /// <param name="product">The product as it is, locked; null if there is none.</param>
    /// <param name="earlier">The movement that the key already made; null if there is none.</param>
    /// <param name="now">The time of the movement.</param>
    public StockOutcome Decide(Product? product, Movement? earlier, DateTimeOffset now)
    {
        if (product is null) return new StockOutcome.UnknownSku();
        if (earlier is not null)
        {
            return (earlier.Sku, earlier.OnHandDelta, earlier.Reason) == (Sku, Quantity, Reason)
                ? new StockOutcome.Replayed(product)
                : new StockOutcome.KeyReused();
        }

        if (product.Available + Quantity < 0) return new StockOutcome.InsufficientStock(new Shortage(Sku, -Quantity, product.Available));

        var movement = new Movement
        {
            Sku = Sku,
            Kind = MovementKind.Stock,
            OnHandDelta = Quantity,
            ReservedDelta = 0,
            IdempotencyKey = IdempotencyKey,
            Reason = Reason,
            At = now,
        };
        return new StockOutcome.Moved(product with { OnHand = product.OnHand + Quantity, MovedAt = now }, movement);
    }
}
