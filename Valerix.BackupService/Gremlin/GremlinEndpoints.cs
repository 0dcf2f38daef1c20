namespace Valerix.BackupService.Gremlin;

/// <summary>The plan of faults. Outside Development these routes do not exist, and no fault strikes without them.</summary>
internal static class GremlinEndpoints
{
    public static void MapGremlin(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;

        app.MapGet("/gremlin", (FaultPlanStore plans) => plans.Read());
        app.MapPut("/gremlin", (FaultPlan plan, FaultPlanStore plans) =>
        {
            if (!plan.IsValid())
            {
                return Results.Problem($"'every' must be at least 0, and 'delayMs' from 0 to {SlowFault.MaxDelayMs}.", statusCode: StatusCodes.Status400BadRequest);
            }

            plans.Set(plan);
            return Results.Ok(plan);
        });
        app.MapDelete("/gremlin", (FaultPlanStore plans) => plans.Set(FaultPlan.Off));
    }
}
