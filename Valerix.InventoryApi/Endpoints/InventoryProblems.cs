using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>The problems that refused calls are answered with.</summary>
internal static class InventoryProblems
{
    /// <summary>The product does not exist.</summary>
    public static ProblemHttpResult UnknownProduct(string sku) => Problems.Of(
        StatusCodes.Status404NotFound,
        ProblemNames.UnknownSku,
        $"There is no product {sku}. GET /products lists those there are.",
        new Dictionary<string, object?> { ["skus"] = new[] { sku } });

    /// <summary>Less is available than was asked for.</summary>
    public static ProblemHttpResult InsufficientStock(IReadOnlyList<Shortage> shortages) => Problems.Of(
        StatusCodes.Status409Conflict,
        ProblemNames.InsufficientStock,
        $"Too little is available of {string.Join(", ", shortages)}. Nothing was changed.",
        new Dictionary<string, object?> { ["shortages"] = shortages });

    /// <summary>Nothing was ever reserved for the order.</summary>
    public static ProblemHttpResult ReservationNotFound(Guid orderId) => Problems.Of(
        StatusCodes.Status404NotFound,
        ProblemNames.ReservationNotFound,
        $"Nothing was ever reserved for order {orderId}. Reserve first: PUT /reservations/{orderId}.");

    /// <summary>The command of the order was refused.</summary>
    public static ProblemHttpResult Of(ReservationOutcome refused, Guid orderId) => refused switch
    {
        ReservationOutcome.NotFound => ReservationNotFound(orderId),
        ReservationOutcome.InsufficientStock insufficient => InsufficientStock(insufficient.Shortages),
        ReservationOutcome.UnknownSku unknown => Problems.Of(
            StatusCodes.Status422UnprocessableEntity,
            ProblemNames.UnknownSku,
            $"There is no product {string.Join(", ", unknown.Skus)}. Nothing was reserved.",
            new Dictionary<string, object?> { ["skus"] = unknown.Skus }),
        ReservationOutcome.Busy => Problems.Of(
            StatusCodes.Status409Conflict,
            ProblemNames.ProductBusy,
            $"A product of order {orderId} is kept locked by another transaction. Nothing was changed: send the same call again in a moment."),
        ReservationOutcome.Mismatch => Problems.Of(
            StatusCodes.Status409Conflict,
            ProblemNames.ReservationMismatch,
            $"Order {orderId} has reserved other lines. Take a new order id for other lines."),
        ReservationOutcome.Closed closed => Problems.Of(
            StatusCodes.Status409Conflict,
            ProblemNames.ReservationClosed,
            $"The reservation of order {orderId} is {closed.State}, for ever. Take a new order id.",
            new Dictionary<string, object?> { ["state"] = closed.State }),
        _ => throw new ArgumentOutOfRangeException(nameof(refused), refused, "This is no refusal."),
    };
}
