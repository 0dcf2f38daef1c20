using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>The gremlin's plan. Where the gremlin is not allowed, these routes do not exist.</summary>
internal static class GremlinEndpoints
{
    /// <summary>The answer's header that says how many calls were counted since the plan was set.</summary>
    private const string CallsHeader = "Gremlin-Calls";

    private static readonly FaultPlanRequest _example = new(new(Every: 5, DelayMs: 5_000), Drop: new(Every: 10));

    public static void MapGremlin(this WebApplication app)
    {
        if (app.Services.GetService<GremlinStore>() is null) return;

        var gremlin = app.MapGroup("/gremlin").WithTags("Gremlin").DisableRateLimiting();

        gremlin.MapGet("/", GetAsync)
            .WithName("getGremlin")
            .WithSummary("The faults that strike stock-changing calls, after the commit and before the response")
            .WithDescription($"The header {CallsHeader} says how many calls were counted since the plan was set.")
            .WithResponseExample(StatusCodes.Status200OK, "slow and lossy", _example.ToPlan(out _)!);
        gremlin.MapPut("/", PutAsync)
            .RequireOperatorKey()
            .WithName("setGremlin")
            .WithSummary("Puts another plan in force, and restarts the count")
            .WithDescription("Each fault strikes every so-many-th call; 0, or not naming it, turns it off.")
            .WithRequestExample("slow and lossy", _example)
            .WithResponseExample(StatusCodes.Status200OK, "slow and lossy", _example.ToPlan(out _)!)
            .ProducesProblems(Refused(new FaultPlanRequest()));
        gremlin.MapDelete("/", DeleteAsync)
            .RequireOperatorKey()
            .WithName("resetGremlin")
            .WithSummary("Turns every fault off")
            .WithResponseExample(StatusCodes.Status200OK, "off", FaultPlan.Off);
    }

    private static ProblemHttpResult Refused(FaultPlanRequest request)
    {
        request.ToPlan(out var problem);
        return problem!;
    }

    private static async Task<Ok<FaultPlan>> GetAsync(GremlinStore store, HttpResponse response, CancellationToken cancellationToken)
    {
        var counted = await DetachedStatement.RunAsync(store.ReadAsync, cancellationToken) ?? new CountedPlan(FaultPlan.Off, 0);
        response.Headers[CallsHeader] = counted.Calls.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(counted.Plan);
    }

    private static async Task<Results<Ok<FaultPlan>, ProblemHttpResult>> PutAsync(
        [FromBody] FaultPlanRequest request,
        GremlinStore store,
        CancellationToken cancellationToken)
    {
        var plan = request.ToPlan(out var problem);
        if (plan is null) return problem!;

        await DetachedStatement.RunAsync(token => store.SetAsync(plan, token), cancellationToken);
        return TypedResults.Ok(plan);
    }

    private static async Task<Ok<FaultPlan>> DeleteAsync(GremlinStore store, CancellationToken cancellationToken)
    {
        await DetachedStatement.RunAsync(token => store.SetAsync(FaultPlan.Off, token), cancellationToken);
        return TypedResults.Ok(FaultPlan.Off);
    }
}
