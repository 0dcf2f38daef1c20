using Valerix.InventoryApi.Domain;
using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>Of what a world consists, and how much may happen in it.</summary>
internal sealed record Setting
{
    /// <summary>Time goes in steps of this length; a lease and a guest's hold are as long.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    public required string Name { get; init; }

    /// <summary>The products, and how many pieces of each are on the shelf.</summary>
    public required IReadOnlyList<(string Sku, int OnHand)> Shelf { get; init; }

    /// <summary>The lines of each order that may be placed.</summary>
    public required IReadOnlyList<IReadOnlyList<RequestedLine>> Orders { get; init; }

    /// <summary>How often something may go wrong.</summary>
    public required int Faults { get; init; }

    /// <summary>How many pieces of the first product come in, or go out; each at any time, and any number of times under its one key.</summary>
    public IReadOnlyList<int> Adjustments { get; init; } = [];

    /// <summary>Whether somebody who is no order holds the first product for a time.</summary>
    public bool HasGuest { get; init; }

    /// <summary>Whether there may be too little for somebody.</summary>
    public bool CanRunShort =>
        HasGuest
        || Adjustments.Any(pieces => pieces < 0)
        || Shelf.Any(item => item.OnHand < Orders.Sum(lines => lines.Where(line => line.Sku == item.Sku).Sum(line => line.Quantity)));

    /// <summary>What the backoff is multiplied with, from 0 to 1. At 0 every wait is over at once, so that any worker may come at any time.</summary>
    public double Jitter { get; init; }

    /// <summary>What is taken out.</summary>
    public Protection? Without { get; init; }

    /// <summary>The services' own; so few attempts that orders come to need attention.</summary>
    public SagaEngine Engine { get; } = new(OrderSaga.Phases, lease: Tick, maxAttempts: 2);

    public override string ToString() => Name;
}
