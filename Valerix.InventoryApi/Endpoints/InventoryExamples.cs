using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>
/// One product and one order's reservation, as the OpenAPI document shows them in the answers of every call. Bodies are made by the code that
/// answers, so that an example has the members and the words of a real answer.
/// </summary>
internal static class InventoryExamples
{
    public const string Sku = "CONSOLE-1";
    public const string UnknownSku = "CONSOLE-9";

    /// <summary>As it stands in the header: a structured-field string.</summary>
    public const string Key = "\"delivery-17\"";

    private const decimal Price = 499.00m;

    private static readonly DateTimeOffset _at = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);

    public static Guid OrderId { get; } = new("019c13ec-9e7b-7c3e-8f1a-5d0b6c9e2a47");

    public static ProductRequest ProductRequest { get; } = new("Game console", Price);

    public static StockRequest StockRequest { get; } = new(40, "delivery 17");

    public static ReservationRequest ReservationRequest { get; } = new([new(Sku, 1)], HoldSeconds: null);

    public static ReservationRequest HoldRequest { get; } = new([new(Sku, 1)], HoldSeconds: 900);

    public static Product Product { get; } = new() { Sku = Sku, Name = ProductRequest.Name!, UnitPrice = Price, OnHand = 1_000, Reserved = 1 };

    public static Product NewProduct { get; } = Product with { OnHand = 0, Reserved = 0 };

    public static MovementPage Movements { get; } = new(
        [
            new() { Id = 2, Sku = Sku, Kind = MovementKind.Reserve, OnHandDelta = 0, ReservedDelta = 1, OrderId = OrderId, At = _at },
            new() { Id = 1, Sku = Sku, Kind = MovementKind.Stock, OnHandDelta = 1_000, ReservedDelta = 0, IdempotencyKey = "delivery-1", Reason = "first delivery", At = _at.AddDays(-1) },
        ],
        Next: null);

    public static MovementPage MovementsAsOf { get; } = Movements with { Balance = new(OnHand: 1_000, Reserved: 1) };

    public static string Next { get; } = Cursor.Encode(1);

    public static string AsOf { get; } = "2026-01-31T13:00:00Z";

    /// <summary>From an address in which the order's id is none.</summary>
    public static ProblemHttpResult BadOrderId { get; } =
        Problems.Of(StatusCodes.Status400BadRequest, ProblemNames.Validation, "Failed to bind parameter \"Guid orderId\" from \"42\".");

    public static ProblemHttpResult BadSku { get; } = Problems.Validation("sku", Domain.Sku.Rule);

    public static ProblemHttpResult InsufficientStock { get; } = InventoryProblems.InsufficientStock([new(Sku, Requested: 5, Available: 3)]);

    /// <summary>The reservation in one of its states.</summary>
    public static Reservation In(ReservationState state) =>
        new() { OrderId = OrderId, State = state, Lines = [new(Sku, 1, Price)], CreatedAt = _at, UpdatedAt = _at };

    /// <summary>How the order's command is refused.</summary>
    public static ProblemHttpResult Refused(ReservationOutcome outcome) => InventoryProblems.Of(outcome, OrderId);
}
