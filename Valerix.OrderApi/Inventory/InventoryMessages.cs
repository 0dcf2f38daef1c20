using System.Text.Json;

namespace Valerix.OrderApi.Inventory;

/// <summary>Body of <c>PUT /reservations/{orderId}</c>.</summary>
/// <param name="Lines">Each sku once.</param>
/// <param name="HoldSeconds">Null holds the stock until it is committed or released.</param>
internal sealed record ReserveRequest(IReadOnlyList<ReserveLine> Lines, int? HoldSeconds);

internal sealed record ReserveLine(string Sku, int Quantity);

/// <summary>Body of <c>POST /reservations/batch</c>.</summary>
internal sealed record ReservationBatchMessage(IReadOnlyList<ReservationCallMessage> Calls);

/// <summary>One call of a batch.</summary>
/// <param name="OrderId">For which order.</param>
/// <param name="Action">reserve, commit or release.</param>
/// <param name="Lines">What a reserve wants held; null otherwise.</param>
/// <param name="Traceparent">The trace that it belongs to, if there is one.</param>
internal sealed record ReservationCallMessage(Guid OrderId, string Action, IReadOnlyList<ReserveLine>? Lines, string? Traceparent);

/// <summary>The answer to one call of a batch.</summary>
/// <param name="Call">Its place in the batch.</param>
/// <param name="Status">What it would have been answered alone; null when it would have been hung up on.</param>
/// <param name="Body">The body of that answer.</param>
internal sealed record ReservationAnswerMessage(int Call, int? Status, JsonElement Body);

/// <summary>A reservation as Inventory tells it; a member that it left out is null.</summary>
internal sealed record ReservationMessage(Guid? OrderId, string? State, IReadOnlyList<ReservedLineMessage?>? Lines);

internal sealed record ReservedLineMessage(string? Sku, int Quantity, decimal? UnitPrice);

/// <summary>A reservation of which only the state is of interest.</summary>
internal sealed record ReservationStateMessage(string? State);

/// <summary>A refusal: problem details with what the names in use add to them.</summary>
internal sealed record RefusalMessage(string? Type, IReadOnlyList<ShortageMessage?>? Shortages, IReadOnlyList<string?>? Skus);

internal sealed record ShortageMessage(string? Sku, int Requested, long Available);
