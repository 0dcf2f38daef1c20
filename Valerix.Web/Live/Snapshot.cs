using System.Collections.Immutable;
using Valerix.ServiceDefaults.Gremlin;
using Valerix.Web.Clients;

namespace Valerix.Web.Live;

/// <summary>Everything a page shows, as of one moment, from which ages are counted.</summary>
public sealed record Snapshot(
    DateTimeOffset At,
    PolledValue<IReadOnlyList<Product>> Products,
    PolledValue<Operations> Operations,
    PolledValue<LatencyReport> Gauge,
    PolledValue<GremlinPlan> Gremlin,
    PolledValue<ServiceReport> OrderApi,
    PolledValue<ServiceReport> InventoryApi)
{
    /// <summary>Nothing is known yet.</summary>
    public static Snapshot Loading { get; } = new(default, new(), new(), new(), new(), new(), new());

    /// <summary>The latest, newest first.</summary>
    public ImmutableList<NewsItem> News { get; init; } = [];
}
