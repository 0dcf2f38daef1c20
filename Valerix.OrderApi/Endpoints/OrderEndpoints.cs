using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.RateLimits;
using static Microsoft.AspNetCore.Http.StatusCodes;
using Examples = Valerix.OrderApi.Endpoints.OrderExamples;

namespace Valerix.OrderApi.Endpoints;

/// <summary>Every route of <c>/orders</c>.</summary>
internal static class OrderEndpoints
{
    public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders").LimitConcurrency();
        orders.ProducesProblem(Status429TooManyRequests);
        orders.ProducesProblem(Status503ServiceUnavailable);

        orders.MapPost("/", OrderCommands.PlaceAsync)
            .LimitOrderPlacement()
            .WithName("placeOrder")
            .WithSummary("Places an order")
            .WithDescription(
                "Needs the header Idempotency-Key. The same key with the same payload answers with the same order and "
                + "Idempotency-Replayed: true; 202 means that Inventory did not answer in time and the order is Pending.")
            .WithParameterExample(IdempotencyKey.HeaderName, Examples.Key)
            .WithRequestExample("two products", Examples.Request)
            .WithResponseExample(Status201Created, "confirmed", Examples.In(OrderStatus.Confirmed))
            .WithResponseExample(Status202Accepted, "pending", Examples.In(OrderStatus.Pending))
            .ProducesProblems(
                Examples.Invalid, OrderCommands.KeyMissing(), Examples.InsufficientStock, Examples.UnknownSku, OrderCommands.KeyReused());

        orders.MapGet("/", OrderQueries.ListAsync)
            .RequireOperatorKey()
            .WithName("listOrders")
            .WithSummary("Lists orders, newest first (operator)")
            .WithParameterExample("customerId", Examples.CustomerId)
            .WithParameterExample("status", OrderStatus.Confirmed)
            .WithParameterExample("limit", 20)
            .WithParameterExample("cursor", Examples.Next)
            .WithResponseExample(Status200OK, "a page", new Page<OrderResponse>([Examples.In(OrderStatus.Confirmed)], Examples.Next))
            .ProducesProblems(Problems.Validation("limit", OrderQueries.LimitError));

        MapOrder(orders.MapGroup("/{id}"));
        return orders;
    }

    private static void MapOrder(RouteGroupBuilder order)
    {
        order.WithParameterExample("id", Examples.Id).ProducesProblems(Examples.BadId, OrderResults.NotFound());

        order.MapGet("", OrderQueries.GetAsync)
            .WithName("getOrder")
            .WithSummary("Shows an order")
            .WithResponseExample(Status200OK, "confirmed", Examples.In(OrderStatus.Confirmed));

        order.MapGet("/events", OrderQueries.ListEventsAsync)
            .WithName("listOrderEvents")
            .WithSummary("Shows an order's timeline, oldest first: every state, every attempt at Inventory, and why")
            .WithResponseExample(Status200OK, "confirmed", new TimelineResponse(Examples.Timeline));

        order.MapPost("/ship", OrderCommands.ShipAsync)
            .RequireOperatorKey()
            .WithName("shipOrder")
            .WithSummary("Ships an order (operator)")
            .WithDescription("202 means that Inventory did not answer in time and the order is Shipping; asking again is safe.")
            .WithResponseExample(Status200OK, "shipped", Examples.In(OrderStatus.Shipped))
            .WithResponseExample(Status202Accepted, "shipping", Examples.In(OrderStatus.Shipping))
            .ProducesProblems(OrderResults.NotAllowed(OrderStatus.Cancelled, OrderStatus.Shipped));

        order.MapPost("/cancel", OrderCommands.CancelAsync)
            .WithName("cancelOrder")
            .WithSummary("Cancels an order")
            .WithDescription("202 means that Inventory did not answer in time and the order is Cancelling; asking again is safe.")
            .WithResponseExample(Status200OK, "cancelled", Examples.In(OrderStatus.Cancelled))
            .WithResponseExample(Status202Accepted, "cancelling", Examples.In(OrderStatus.Cancelling))
            .ProducesProblems(OrderResults.NotAllowed(OrderStatus.Shipped, OrderStatus.Cancelled));

        order.MapPost("/retry", OrderCommands.RetryAsync)
            .RequireOperatorKey()
            .WithName("retryOrder")
            .WithSummary("Has what an order needs attention for tried again (operator)")
            .WithDescription("202: it is back in the state that it came from, and a worker is at it.")
            .WithResponseExample(Status202Accepted, "pending", Examples.In(OrderStatus.Pending))
            .ProducesProblems(OrderResults.NothingToRetry(OrderStatus.Confirmed));

        order.MapPut("/status", OrderCommands.ChangeStatusAsync)
            .RequireOperatorKey()
            .WithName("setOrderStatus")
            .WithSummary("Makes an order Shipped, Delivered or Cancelled (operator)")
            .WithRequestExample("delivered", new ChangeStatusRequest(nameof(OrderStatus.Delivered)))
            .WithResponseExample(Status200OK, "delivered", Examples.In(OrderStatus.Delivered))
            .WithResponseExample(Status202Accepted, "shipping", Examples.In(OrderStatus.Shipping))
            .ProducesProblems(OrderResults.NotAllowed(OrderStatus.Confirmed, OrderStatus.Delivered));
    }
}
