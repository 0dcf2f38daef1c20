namespace Valerix.LoadTest.Api;

// What is read of the services' answers; they say more.

internal sealed record PageMessage<T>(IReadOnlyList<T> Items, string? Next);

internal sealed record OrderMessage(Guid Id, string Status, string? CustomerId = null, DateTimeOffset CreatedAt = default);

internal sealed record LineMessage(string Sku, int Quantity);

/// <summary>The latency of the last seconds, over the whole fleet.</summary>
internal sealed record GaugeMessage(double? MeanMs, double ThresholdMs, string Status);

internal sealed record ProductMessage(string Sku, long OnHand, long Reserved);

/// <summary>An entry of a product's ledger.</summary>
/// <param name="OnHandDelta">Pieces that came onto the shelf, or left it if negative.</param>
/// <param name="ReservedDelta">Pieces that were promised, or promised no longer if negative.</param>
/// <param name="OrderId">For which order; null when stock was received.</param>
internal sealed record MovementMessage(long OnHandDelta, long ReservedDelta, Guid? OrderId);

internal sealed record ReservationMessage(string State);
