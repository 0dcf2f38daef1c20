using Valerix.LoadTest.Api;

namespace Valerix.LoadTest.Load.Books;

/// <summary>A product's ledger, added up.</summary>
/// <param name="effects">For each order, or what called itself one.</param>
/// <param name="onHand">Pieces on the shelf.</param>
/// <param name="reserved">Pieces promised.</param>
internal sealed class Ledger(IReadOnlyDictionary<Guid, StockEffect> effects, long onHand, long reserved)
{
    public static Ledger Of(IReadOnlyList<MovementMessage> movements) => new(
        movements
            .Where(movement => movement.OrderId is not null)
            .GroupBy(movement => movement.OrderId!.Value)
            .ToDictionary(
                group => group.Key,
                group => new StockEffect(-group.Sum(movement => movement.OnHandDelta), group.Sum(movement => movement.ReservedDelta))),
        movements.Sum(movement => movement.OnHandDelta),
        movements.Sum(movement => movement.ReservedDelta));

    /// <summary>What several ids did together.</summary>
    public StockEffect EffectOf(IEnumerable<Guid> ids) =>
        ids.Aggregate(StockEffect.None, (sum, id) => sum + effects.GetValueOrDefault(id, StockEffect.None));

    /// <summary>Stock movements under ids that no order has.</summary>
    public StockEffect EffectOfOthers(IReadOnlySet<Guid> known) => EffectOf(effects.Keys.Where(id => !known.Contains(id)));

    /// <summary>True when the product's row says what the ledger adds up to, and promises no more than there is.</summary>
    public bool AgreesWith(ProductMessage product) =>
        product.OnHand == onHand && product.Reserved == reserved && 0 <= reserved && reserved <= onHand;
}

/// <param name="Taken">Pieces that left the shelf.</param>
/// <param name="Held">Pieces that are promised.</param>
internal sealed record StockEffect(long Taken, long Held)
{
    public static StockEffect None { get; } = new(0, 0);

    public static StockEffect operator +(StockEffect one, StockEffect other) => new(one.Taken + other.Taken, one.Held + other.Held);
}
