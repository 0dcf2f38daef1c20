using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Valerix.OrderApi.Endpoints;

/// <summary>
/// One order, as the OpenAPI document shows it in the answers of every call. Bodies are made by the code that answers, so that an example has
/// the members and the words of a real answer.
/// </summary>
internal static class OrderExamples
{
    public const string CustomerId = "c-42";

    /// <summary>As it stands in the header: a structured-field string.</summary>
    public const string Key = "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"";

    private const string Console = "CONSOLE-1";
    private const string Cable = "CABLE-HDMI-2M";
    private const decimal ConsolePrice = 499.00m;
    private const decimal CablePrice = 9.95m;
    private const int Cables = 2;

    private static readonly DateTimeOffset _placedAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);

    /// <summary>A UUIDv7, made at the time that the order was placed at.</summary>
    public static Guid Id { get; } = new("019c13ec-9e7b-7c3e-8f1a-5d0b6c9e2a47");

    public static string Next { get; } = Cursor.Encode(Id);

    public static PlaceOrderRequest Request { get; } = new(CustomerId, [new(Console, 1), new(Cable, Cables)]);

    /// <summary>From an address in which the id is none.</summary>
    public static ProblemHttpResult BadId { get; } = Problems.Of(Status400BadRequest, ProblemNames.Validation, "Failed to bind parameter \"Guid id\" from \"42\".");

    public static ProblemHttpResult Invalid { get; } = Refuse(new(CustomerId, [new(Console, 0)]));

    public static ProblemHttpResult InsufficientStock { get; } = OrderResults.Rejected(Rejected(new([new(Console, Requested: 1, Available: 0)], [])));

    public static ProblemHttpResult UnknownSku { get; } = OrderResults.Rejected(Rejected(new([], ["CONSOLE-9"])));

    /// <summary>The order in one of the states that follow its confirmation, or before it.</summary>
    public static OrderResponse In(OrderStatus status) => OrderResponse.From(Make(status, isPriced: status is not OrderStatus.Pending));

    /// <summary>The order's timeline from its placing to its confirmation.</summary>
    public static IReadOnlyList<TimelineEventResponse> Timeline { get; } =
    [
        new(nameof(OrderStatus.Pending), _placedAt, "The order was placed."),
        new("ReserveAttempt", _placedAt.AddMilliseconds(18), "Inventory holds the stock. (14 ms)"),
        new(nameof(OrderStatus.Confirmed), _placedAt.AddMilliseconds(18), "Inventory holds the stock."),
    ];

    private static Order Make(OrderStatus status, bool isPriced) => new()
    {
        Id = Id,
        CustomerId = CustomerId,
        Status = status,
        Message = OrderMessages.For(status),
        Total = isPriced ? ConsolePrice + (Cables * CablePrice) : null,
        IdempotencyKey = Key,
        PayloadHash = [],
        CreatedAt = _placedAt,
        UpdatedAt = _placedAt.AddMilliseconds(18),
        Lines =
        [
            new() { Sku = Cable, Quantity = Cables, UnitPrice = isPriced ? CablePrice : null },
            new() { Sku = Console, Quantity = 1, UnitPrice = isPriced ? ConsolePrice : null },
        ],
    };

    private static Order Rejected(Refusal refusal) => Make(OrderStatus.Rejected, isPriced: false) with
    {
        Message = OrderMessages.For(OrderStatus.Rejected, refusal),
        Refusal = refusal,
    };

    private static ProblemHttpResult Refuse(PlaceOrderRequest request)
    {
        OrderValidation.Read(request, out var errors);
        return Problems.Validation(errors);
    }
}
