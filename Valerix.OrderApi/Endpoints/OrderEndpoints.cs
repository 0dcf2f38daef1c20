using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.RateLimits;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Valerix.OrderApi.Endpoints;

/// <summary>Every route of <c>/orders</c>.</summary>
internal static class OrderEndpoints
{
    public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders").LimitConcurrency();
        orders.ProducesProblem(Status400BadRequest);
        orders.ProducesProblem(Status429TooManyRequests);
        orders.ProducesProblem(Status503ServiceUnavailable);

        orders.MapPost("/", OrderCommands.PlaceAsync)
            .LimitOrderPlacement()
            .WithSummary("Places an order")
            .WithDescription(
                "Needs the header Idempotency-Key. The same key with the same payload answers with the same order and "
                + "Idempotency-Replayed: true; 202 means that Inventory did not answer in time and the order is Pending.")
            .ProducesProblem(Status409Conflict)
            .ProducesProblem(Status422UnprocessableEntity);

        orders.MapGet("/", OrderQueries.ListAsync)
            .WithSummary("Lists orders, newest first (operator)")
            .RequireOperatorKey();

        orders.MapGet("/{id}", OrderQueries.GetAsync)
            .WithSummary("Shows an order")
            .ProducesProblem(Status404NotFound);

        orders.MapGet("/{id}/events", OrderQueries.ListEventsAsync)
            .WithSummary("Shows an order's timeline, oldest first: every state, every attempt at Inventory, and why")
            .ProducesProblem(Status404NotFound);

        orders.MapPost("/{id}/ship", OrderCommands.ShipAsync)
            .WithSummary("Ships an order (operator)")
            .WithDescription("202 means that Inventory did not answer in time and the order is Shipping; asking again is safe.")
            .RequireOperatorKey()
            .ProducesProblem(Status404NotFound)
            .ProducesProblem(Status409Conflict);

        orders.MapPost("/{id}/cancel", OrderCommands.CancelAsync)
            .WithSummary("Cancels an order")
            .WithDescription("202 means that Inventory did not answer in time and the order is Cancelling; asking again is safe.")
            .ProducesProblem(Status404NotFound)
            .ProducesProblem(Status409Conflict);

        orders.MapPost("/{id}/retry", OrderCommands.RetryAsync)
            .WithSummary("Has what an order needs attention for tried again (operator)")
            .WithDescription("202: it is back in the state that it came from, and a worker is at it.")
            .RequireOperatorKey()
            .ProducesProblem(Status404NotFound)
            .ProducesProblem(Status409Conflict);

        orders.MapPut("/{id}/status", OrderCommands.ChangeStatusAsync)
            .WithSummary("Makes an order Shipped, Delivered or Cancelled (operator)")
            .RequireOperatorKey()
            .ProducesProblem(Status404NotFound)
            .ProducesProblem(Status409Conflict);

        return orders;
    }
}
