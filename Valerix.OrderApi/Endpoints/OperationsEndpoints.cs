using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Processing;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;

namespace Valerix.OrderApi.Endpoints;

/// <summary>What a control room looks at, over and over. The gauge does not count it: no shopper waits for it.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/operations").WithTags("Operations").RequireOperatorKey();
        operations.ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        operations.MapGet("/", GetAsync)
            .WithName("getOperations")
            .WithSummary("The newest orders, those that were not answered at once, and what is unfinished (operator)")
            .WithResponseExample(StatusCodes.Status200OK, "all is well", OperationsExamples.Report);
        operations.MapGet("/orders/{id}", GetOrderAsync)
            .WithName("getOrderStory")
            .WithSummary("An order with its timeline (operator)")
            .WithParameterExample("id", OrderExamples.Id)
            .WithResponseExample(StatusCodes.Status200OK, "confirmed", OperationsExamples.Story)
            .ProducesProblems(OrderResults.NotFound());
    }

    private static async Task<Ok<OperationsReport>> GetAsync(
        RecentOrders recent, StepQueue steps, InventoryCircuit circuit, RequestBudget budget)
    {
        var backlog = steps.CountAsync(budget.Whole);
        var orders = recent.ReadAsync(budget.Whole);
        await Task.WhenAll(backlog, orders);
        return TypedResults.Ok(OperationsReport.Of(await orders, await backlog, circuit.State));
    }

    private static async Task<Results<Ok<OrderStory>, ProblemHttpResult>> GetOrderAsync(
        Guid id, OrderService process, OrdersDbContext database, RequestBudget budget)
    {
        // Events first: then the order is at least as new as its timeline.
        var events = await OrderQueries.ReadEventsAsync(id, database, budget.Whole);
        return await process.FindAsync(id, budget) is { } order
            ? TypedResults.Ok(new OrderStory(OrderResponse.From(order), events))
            : OrderResults.NotFound();
    }
}
