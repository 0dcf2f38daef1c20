namespace Valerix.OrderApi.Inventory;

/// <summary>Body of <c>PUT /reservations/{orderId}</c>.</summary>
/// <param name="Lines">Each sku once.</param>
/// <param name="HoldSeconds">Null holds the stock until it is committed or released.</param>
internal sealed record ReserveRequest(IReadOnlyList<ReserveLine> Lines, int? HoldSeconds);

internal sealed record ReserveLine(string Sku, int Quantity);

/// <summary>A reservation as Inventory tells it; a member that it left out is null.</summary>
internal sealed record ReservationMessage(IReadOnlyList<ReservedLineMessage?>? Lines);

internal sealed record ReservedLineMessage(string? Sku, int Quantity, decimal? UnitPrice);

/// <summary>A reservation of which only the state is of interest.</summary>
internal sealed record ReservationStateMessage(string? State);

/// <summary>A refusal: problem details with what the names in use add to them.</summary>
internal sealed record RefusalMessage(string? Type, IReadOnlyList<ShortageMessage?>? Shortages, IReadOnlyList<string?>? Skus);

internal sealed record ShortageMessage(string? Sku, int Requested, long Available);
