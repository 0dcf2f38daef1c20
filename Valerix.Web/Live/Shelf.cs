using Valerix.Web.Clients;

namespace Valerix.Web.Live;

/// <summary>The part of the catalogue that the shop shows to everybody: the products, and nothing of any order.</summary>
public sealed record Shelf(DateTimeOffset At, PolledValue<IReadOnlyList<Product>> Products)
{
    /// <summary>Nothing is known yet.</summary>
    public static Shelf Loading { get; } = new(default, new());
}
