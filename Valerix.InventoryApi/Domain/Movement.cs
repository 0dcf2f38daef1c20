namespace Valerix.InventoryApi.Domain;

/// <summary>Why stock moved.</summary>
internal enum MovementKind
{
    /// <summary>Received or adjusted by an operator.</summary>
    Stock,

    /// <summary>Promised to an order.</summary>
    Reserve,

    /// <summary>Left the shelf for an order.</summary>
    Commit,

    /// <summary>Promised no longer, because the order let go.</summary>
    Release,

    /// <summary>Promised no longer, because the hold's time ran out.</summary>
    Lapse,
}

/// <summary>An entry of the ledger. The entries of a sku add up to what its product row says.</summary>
internal sealed record Movement
{
    /// <summary>Characters of <see cref="Reason"/>.</summary>
    public const int MaxReasonLength = 200;

    /// <summary>Given by the database; within a sku, a later effect has a higher one.</summary>
    public long Id { get; init; }

    public required string Sku { get; init; }

    public required MovementKind Kind { get; init; }

    /// <summary>Pieces that came onto the shelf, or left it if negative.</summary>
    public required long OnHandDelta { get; init; }

    /// <summary>Pieces that were promised, or promised no longer if negative.</summary>
    public required long ReservedDelta { get; init; }

    /// <summary>The order it was for; null for <see cref="MovementKind.Stock"/>.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The key of the operator's call; for <see cref="MovementKind.Stock"/> only.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The operator's reason; for <see cref="MovementKind.Stock"/> only.</summary>
    public string? Reason { get; init; }

    /// <summary>By the database's clock, read while the product is locked; within a sku it never runs backwards.</summary>
    public required DateTimeOffset At { get; init; }
}
