using System.Text.Json.Serialization;

namespace Valerix.InventoryApi.Domain;

/// <summary>A product, and how much of it the warehouse has.</summary>
internal sealed record Product
{
    /// <summary>Characters of <see cref="Name"/>.</summary>
    public const int MaxNameLength = 200;

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public required decimal UnitPrice { get; init; }

    /// <summary>Pieces on the shelf, promised ones included.</summary>
    public long OnHand { get; init; }

    /// <summary>Pieces that open reservations hold; never more than <see cref="OnHand"/>.</summary>
    public long Reserved { get; init; }

    /// <summary>Pieces that can still be promised.</summary>
    public long Available => OnHand - Reserved;

    [JsonIgnore]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the newest entry of its ledger was made.</summary>
    [JsonIgnore]
    public DateTimeOffset MovedAt { get; init; }
}
