using Valerix.Web.Clients;

namespace Valerix.Web.Live;

/// <summary>Everything a page shows, as of one moment, from which ages are counted; the orders are the newest, newest first.</summary>
public sealed record Snapshot(
    DateTimeOffset At,
    Reading<IReadOnlyList<Product>> Products,
    Reading<IReadOnlyList<Order>> Orders,
    Reading<ServiceReport> OrderApi,
    Reading<ServiceReport> InventoryApi)
{
    /// <summary>Nothing is known yet.</summary>
    public static Snapshot Loading { get; } = new(default, new(), new(), new(), new());
}
