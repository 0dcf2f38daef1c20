namespace Valerix.InventoryApi.Domain;

/// <summary>What came of a <see cref="StockAdjustment"/>. All but <see cref="Moved"/> leave nothing behind.</summary>
internal abstract record StockOutcome
{
    private StockOutcome()
    {
    }

    /// <param name="Product">As it is afterwards.</param>
    /// <param name="Movement">The ledger's new entry.</param>
    public sealed record Moved(Product Product, Movement Movement) : StockOutcome;

    /// <summary>An earlier call did the same under the same key.</summary>
    /// <param name="Product">As it is now.</param>
    public sealed record Replayed(Product Product) : StockOutcome;

    /// <summary>An earlier call did something else under the same key.</summary>
    public sealed record KeyReused : StockOutcome;

    /// <summary>More would be taken out than is not promised to orders.</summary>
    public sealed record InsufficientStock(Shortage Shortage) : StockOutcome;

    public sealed record UnknownSku : StockOutcome;
}
