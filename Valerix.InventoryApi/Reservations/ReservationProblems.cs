using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Stock;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Reservations;

/// <summary>How a refusal is told.</summary>
internal static class ReservationProblems
{
    public static ProblemHttpResult NotFound(Guid orderId) => Problems.Of(
        StatusCodes.Status404NotFound,
        ProblemNames.ReservationNotFound,
        $"Nothing was ever reserved for order {orderId}. Reserve first: PUT /reservations/{orderId}.");

    public static ProblemHttpResult Of(ReservationOutcome refused, Guid orderId) => refused switch
    {
        ReservationOutcome.NotFound => NotFound(orderId),
        ReservationOutcome.InsufficientStock insufficient => Shortage.Problem(insufficient.Shortages),
        ReservationOutcome.UnknownSku unknown => Problems.Of(
            StatusCodes.Status422UnprocessableEntity,
            ProblemNames.UnknownSku,
            $"There is no product {string.Join(", ", unknown.Skus)}. Nothing was reserved.",
            new Dictionary<string, object?> { ["skus"] = unknown.Skus }),
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
