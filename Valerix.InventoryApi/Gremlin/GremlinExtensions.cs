using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>Faults on purpose. Where it is not allowed, there is nothing of it: no service, no route, no filter.</summary>
/// <remarks>
/// Configuration <c>Gremlin:Allowed</c> says whether it may be there at all; by default it may in Development only.
/// <c>Gremlin:Plan</c> is the plan to start with: it is put in force once, and again only when the configuration says another one.
/// </remarks>
internal static class GremlinExtensions
{
    private const string PlanSection = "Gremlin:Plan";

    // Calls that finish together are counted together.
    private static readonly BatcherOptions<StockChange> _counting = new("gremlin-calls", MaxBatch: 512, Capacity: 4_096)
    {
        // No call is the reason when counting fails.
        IsItemFault = _ => false,
    };

    public static void AddGremlin(this WebApplicationBuilder builder)
    {
        if (!GremlinAllowed.In(builder.Configuration, builder.Environment)) return;

        if (ReadPlan(builder.Configuration) is { } plan) builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton<GremlinStore>();
        builder.Services.AddBatcher<GremlinStore, StockChange, CountedPlan?>(_counting, store => store.CountAsync);
        builder.Services.AddSingleton<GremlinStrikes>();
        builder.Services.AddSingleton<GremlinMetrics>();
        builder.Services.AddSingleton<GremlinCalls>();
        builder.Services.AddSingleton<GremlinFilter>();
    }

    /// <summary>Lets the gremlin strike these routes; to be said once of every route that changes stock.</summary>
    public static TBuilder WithGremlin<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilterFactory((route, next) =>
            route.ApplicationServices.GetService<GremlinFilter>() is { } gremlin
                ? call => gremlin.InvokeAsync(call, next)
                : next);

    /// <summary>Puts the configured plan in force, if there is one; safe to run at every start.</summary>
    public static Task SetConfiguredPlanAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetService<FaultPlan>() is { } plan
            ? services.GetRequiredService<GremlinStore>().SetConfiguredAsync(plan, cancellationToken)
            : Task.CompletedTask;

    private static FaultPlan? ReadPlan(ConfigurationManager configuration)
    {
        var configured = configuration.GetSection(PlanSection).Get<FaultPlanRequest>(options => options.ErrorOnUnknownConfiguration = true);
        if (configured is null) return null;

        return configured.ToPlan(out var problem)
            ?? throw new InvalidOperationException($"The configuration's {PlanSection} makes no sense. {problem!.ProblemDetails.Detail}");
    }
}
