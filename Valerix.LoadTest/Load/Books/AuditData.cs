using Valerix.LoadTest.Api;

namespace Valerix.LoadTest.Load.Books;

/// <summary>What both services say about a run when it is over.</summary>
internal sealed record AuditData
{
    /// <summary>The run's orders, as the Order API lists them.</summary>
    public required IReadOnlyList<OrderMessage> Orders { get; init; }

    /// <summary>The run's products.</summary>
    public required IReadOnlyList<ProductMessage> Products { get; init; }

    /// <summary>Each product's ledger, added up.</summary>
    public required IReadOnlyDictionary<string, LedgerSum> Ledger { get; init; }

    /// <summary>What the ledger says was done for an order, by order and product.</summary>
    public required IReadOnlyDictionary<(Guid OrderId, string Sku), Effect> Effects { get; init; }

    /// <summary>What Inventory says about orders that it was asked about: the state of the reservation, null where there is none.</summary>
    public required IReadOnlyDictionary<Guid, string?> Reservations { get; init; }

    /// <summary>Orders that were sent once more with their key, and the order that this led to.</summary>
    public required IReadOnlyList<(int Number, Guid First, Guid? Again)> Repeats { get; init; }
}

/// <param name="OnHand">Pieces on the shelf.</param>
/// <param name="Reserved">Pieces promised.</param>
internal sealed record LedgerSum(long OnHand, long Reserved);

/// <summary>What was done for one order with one product.</summary>
/// <param name="Taken">Pieces that left the shelf.</param>
/// <param name="Times">In so many movements.</param>
/// <param name="Held">Pieces still promised.</param>
internal readonly record struct Effect(long Taken, int Times, long Held)
{
    public Effect With(MovementMessage movement) =>
        new(Taken - movement.OnHandDelta, Times + (movement.OnHandDelta == 0 ? 0 : 1), Held + movement.ReservedDelta);
}
