using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Processing;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Valerix.OrderApi.Endpoints;

/// <summary>Every route of <c>/reconciliation</c>.</summary>
internal static class ReconciliationEndpoints
{
    private const string Path = "/reconciliation";

    /// <summary>About as long as a run may take.</summary>
    private const int RetryAfterSeconds = 3;

    public static RouteGroupBuilder MapReconciliation(this IEndpointRouteBuilder routes)
    {
        var reconciliation = routes.MapGroup(Path).WithTags("Reconciliation").RequireOperatorKey();
        reconciliation.ProducesProblem(Status503ServiceUnavailable);

        reconciliation.MapGet("/", GetAsync)
            .WithName("getReconciliation")
            .WithSummary("Shows what the last run found (operator)")
            .WithDescription("204: there was none yet.")
            .WithResponseExample(Status200OK, "one mended", OperationsExamples.Reconciliation);

        reconciliation.MapPost("/", RunAsync)
            .WithName("runReconciliation")
            .WithSummary("Compares orders with Inventory and mends what disagrees (operator)")
            .WithDescription(
                "A run is bounded and goes on where the last one ended: first what changed, then the next part of all orders. "
                + "202: another run is under way, and its report will be here.")
            .WithResponseExample(Status200OK, "one mended", OperationsExamples.Reconciliation);

        return reconciliation;
    }

    private static async Task<Results<Ok<ReconciliationReport>, NoContent>> GetAsync(ReconciliationStore store, RequestBudget budget) =>
        await DetachedStatement.RunAsync(store.FindReportAsync, budget.Whole) is { } report ? TypedResults.Ok(report) : TypedResults.NoContent();

    private static async Task<Results<Ok<ReconciliationReport>, Accepted>> RunAsync(
        Reconciler reconciler, RequestBudget budget, HttpResponse response)
    {
        if (await reconciler.RunAsync(TimeSpan.Zero, budget) is { } report) return TypedResults.Ok(report);

        response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Accepted(Path);
    }
}
