namespace Valerix.InventoryApi.Domain;

internal enum ReservationState
{
    /// <summary>Stock is held.</summary>
    Reserved,

    /// <summary>The stock left the shelf.</summary>
    Committed,

    /// <summary>The order let go, or said before it ever reserved that it never will (a tombstone, without lines).</summary>
    Released,

    /// <summary>The hold's time ran out.</summary>
    Lapsed,
}

/// <summary>What is held, or was held, for one order.</summary>
internal sealed record Reservation
{
    public required Guid OrderId { get; init; }

    public required ReservationState State { get; init; }

    /// <summary>Each sku once, in the order of the skus; all of them are held, or none.</summary>
    // A list, and not [], because EF Core fills it.
    public IReadOnlyList<ReservationLine> Lines { get; init; } = new List<ReservationLine>();

    /// <summary>When the hold lapses by itself; null when it doesn't, and once the reservation is closed.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>True for a hold whose time ran out, whether or not the sweeper has ended it yet.</summary>
    public bool IsExpired(DateTimeOffset now) => State == ReservationState.Reserved && ExpiresAt <= now;

    /// <summary>True when it is for exactly these lines.</summary>
    public bool IsFor(IReadOnlyList<RequestedLine> lines) =>
        Lines.Select(line => new RequestedLine(line.Sku, line.Quantity)).SequenceEqual(lines);
}

/// <summary>A part of a reservation.</summary>
/// <param name="Sku">What is held.</param>
/// <param name="Quantity">How many pieces.</param>
/// <param name="UnitPrice">The product's price when it was reserved.</param>
internal sealed record ReservationLine(string Sku, int Quantity, decimal UnitPrice);
