using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Valerix.OrderApi.Endpoints;

/// <summary>What an order's state is as an HTTP answer.</summary>
internal static class OrderResults
{
    /// <summary>When it is worth asking again about an outcome that is not known yet.</summary>
    private const int RetryAfterSeconds = 2;

    /// <summary>The answer to placing an order; a repeated call gets the one that fits the order's present state.</summary>
    public static Results<Created<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult> Placed(Order order, HttpResponse response) =>
        order.Status switch
        {
            OrderStatus.Rejected => Rejected(order),
            OrderStatus.Pending or OrderStatus.NeedsAttention => NotKnownYet(order, response),
            _ => TypedResults.Created(Location(order), OrderResponse.From(order)),
        };

    /// <summary>The answer to a call that wants the order to reach <paramref name="goal"/>.</summary>
    public static Results<Ok<OrderResponse>, Accepted<OrderResponse>, ProblemHttpResult> Changed(
        Order? order, OrderStatus goal, HttpResponse response)
    {
        if (order is null) return NotFound();
        if (order.Status == goal) return TypedResults.Ok(OrderResponse.From(order));
        return AllowedTransitions.AllowedFrom(order.Status).Contains(goal)
            ? NotKnownYet(order, response)
            : NotAllowed(order.Status, goal);
    }

    /// <summary>The answer to an operator's retry; a second retry finds the order being tried, which is no error.</summary>
    public static Results<Accepted<OrderResponse>, ProblemHttpResult> Retried(Order? order, HttpResponse response) => order switch
    {
        null => NotFound(),
        { Status: OrderStatus.Pending or OrderStatus.Shipping or OrderStatus.Cancelling } => NotKnownYet(order, response),
        _ => NothingToRetry(order.Status),
    };

    public static ProblemHttpResult NotFound() =>
        Problems.Of(Status404NotFound, ProblemNames.OrderNotFound, "There is no order with this id.");

    public static ProblemHttpResult NotAllowed(OrderStatus from, OrderStatus goal) =>
        InvalidTransition(from, $"An order that is {from} can't be made {goal}.", goal);

    public static ProblemHttpResult NothingToRetry(OrderStatus from) =>
        InvalidTransition(from, $"An order that is {from} has nothing to be tried again.");

    /// <summary>The answer about an order that Inventory refused.</summary>
    public static ProblemHttpResult Rejected(Order order) => order.Refusal switch
    {
        { UnknownSkus: [_, ..] skus } => Problems.Of(
            Status422UnprocessableEntity,
            ProblemNames.UnknownSku,
            order.Message,
            new Dictionary<string, object?> { ["orderId"] = order.Id, ["skus"] = skus }),
        var refusal => Problems.Of(
            Status409Conflict,
            ProblemNames.InsufficientStock,
            order.Message,
            new Dictionary<string, object?> { ["orderId"] = order.Id, ["shortages"] = refusal?.Shortages ?? [] }),
    };

    private static ProblemHttpResult InvalidTransition(OrderStatus from, string why, OrderStatus? to = null)
    {
        var allowed = AllowedTransitions.AllowedFrom(from);
        var hint = allowed.Count > 0 ? $"What can be asked of it now: {string.Join(", ", allowed)}." : "Nothing can be asked of it any more.";
        return Problems.Of(
            Status409Conflict,
            ProblemNames.InvalidTransition,
            $"{why} {hint}",
            new Dictionary<string, object?> { ["from"] = from, ["to"] = to, ["allowed"] = allowed });
    }

    private static Accepted<OrderResponse> NotKnownYet(Order order, HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Accepted(Location(order), OrderResponse.From(order));
    }

    private static string Location(Order order) => $"/orders/{order.Id}";
}
