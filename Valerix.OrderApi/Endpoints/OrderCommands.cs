using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Processing;
using Valerix.ServiceDefaults.Http;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Valerix.OrderApi.Endpoints;

/// <summary>The calls that change an order.</summary>
internal static class OrderCommands
{
    public static async Task<Results<Created<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult>> PlaceAsync(
        [FromBody] PlaceOrderRequest request,
        [FromHeader(Name = IdempotencyKey.HeaderName), Required] string? idempotencyKey,
        RequestBudget budget,
        OrderService process,
        HttpResponse response)
    {
        if (string.IsNullOrWhiteSpace(idempotencyKey)) return KeyMissing();
        if (!IdempotencyKey.TryParse(idempotencyKey, out var key))
        {
            return Problems.Validation(IdempotencyKey.HeaderName, $"A string of 1 to {IdempotencyKey.MaxLength} printable ASCII characters.");
        }

        if (OrderValidation.Read(request, out var errors) is not { } draft) return Problems.Validation(errors);

        var (order, replayed) = await process.PlaceAsync(key.Value, draft, budget);
        if (!replayed) return OrderResults.Placed(order, response);

        if (!order.PayloadHash.AsSpan().SequenceEqual(draft.PayloadHash())) return KeyReused();
        response.Headers[IdempotencyKey.ReplayedHeaderName] = "true";
        return OrderResults.Placed(order, response);
    }

    public static Task<Results<Ok<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult>> ShipAsync(
        Guid id, RequestBudget budget, OrderService process, HttpResponse response) =>
        TransitionAsync(OrderStatus.Shipped, id, budget, process, response);

    public static Task<Results<Ok<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult>> CancelAsync(
        Guid id, RequestBudget budget, OrderService process, HttpResponse response) =>
        TransitionAsync(OrderStatus.Cancelled, id, budget, process, response);

    public static async Task<Results<Ok<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult>> ChangeStatusAsync(
        Guid id, [FromBody] ChangeStatusRequest request, RequestBudget budget, OrderService process, HttpResponse response) =>
        OrderValidation.ReadStatus(request.Status) is { } goal
            ? await TransitionAsync(goal, id, budget, process, response)
            : Problems.Validation("status", OrderValidation.StatusError);

    public static async Task<Results<Accepted<OrderResponse>, ProblemHttpResult>> RetryAsync(
        Guid id, RequestBudget budget, OrderService process, HttpResponse response) =>
        OrderResults.Retried(await process.RetryAsync(id, budget), response);

    public static ProblemHttpResult KeyMissing() => Problems.Of(
        Status400BadRequest,
        ProblemNames.IdempotencyKeyMissing,
        $"Send the header {IdempotencyKey.HeaderName} with a key that you make anew for each order and keep for its repetitions.");

    public static ProblemHttpResult KeyReused() => Problems.Of(
        Status422UnprocessableEntity,
        ProblemNames.IdempotencyKeyReused,
        "This idempotency key belongs to another order. Make a new key for each order.");

    private static async Task<Results<Ok<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult>> TransitionAsync(
        OrderStatus goal, Guid id, RequestBudget budget, OrderService process, HttpResponse response) =>
        OrderResults.Changed(await process.TransitionAsync(id, goal, budget), goal, response);
}
