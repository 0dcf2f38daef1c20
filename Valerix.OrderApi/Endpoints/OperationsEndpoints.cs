using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Processing;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Endpoints;

/// <summary>What a control room looks at, over and over. The gauge does not count it: no shopper waits for it.</summary>
internal static class OperationsEndpoints
{
    /// <summary>As many as are written within one call's time, also on a busy machine.</summary>
    private const int MaxRetried = 500;

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
        operations.MapPost("/retry", RetryAsync)
            .WithName("retryOrders")
            .WithSummary("Has what orders need attention for tried again, many at once (operator)")
            .WithDescription($"Up to limit orders (1 to {MaxRetried}, by default all of these), those first that have waited longest. Call it again while remaining is above 0.")
            .WithParameterExample("limit", MaxRetried)
            .WithResponseExample(StatusCodes.Status200OK, "some", new RetryReport(Retried: 20, Remaining: 0))
            .ProducesProblems(LimitInvalid());
    }

    private static async Task<Results<Ok<RetryReport>, ProblemHttpResult>> RetryAsync(
        [Range(1, MaxRetried)] int? limit, OrderService process, StepQueue steps, RequestBudget budget)
    {
        if (limit is < 1 or > MaxRetried) return LimitInvalid();

        var retried = await process.RetryAllAsync(limit ?? MaxRetried, budget);
        var backlog = await DetachedStatement.RunAsync(steps.CountAsync, budget.Whole);
        return TypedResults.Ok(new RetryReport(retried, backlog.OrdersNeedingAttention));
    }

    private static async Task<Ok<OperationsReport>> GetAsync(
        RecentOrders recent, StepQueue steps, InventoryCircuit circuit, RequestBudget budget)
    {
        var backlog = DetachedStatement.RunAsync(steps.CountAsync, budget.Whole);
        var orders = DetachedStatement.RunAsync(recent.ReadAsync, budget.Whole);
        await Task.WhenAll(backlog, orders);
        return TypedResults.Ok(OperationsReport.Of(await orders, await backlog, circuit.State));
    }

    private static async Task<Results<Ok<OrderStory>, ProblemHttpResult>> GetOrderAsync(
        Guid id, OrderService process, Queries<OrdersDbContext> queries, RequestBudget budget)
    {
        // Events first: then the order is at least as new as its timeline.
        var events = await OrderQueries.ReadEventsAsync(id, queries, budget.Whole);
        return await process.FindAsync(id, budget) is { } order
            ? TypedResults.Ok(new OrderStory(OrderResponse.From(order), events))
            : OrderResults.NotFound();
    }

    private static ProblemHttpResult LimitInvalid() => Problems.Validation("limit", $"A number from 1 to {MaxRetried}.");
}
