using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.LoadTest.Load;

/// <summary>What is to be ordered, how fast, and under which faults.</summary>
internal sealed record LoadPlan
{
    /// <summary>Every order leaves a trace in memory, so there is an end to them.</summary>
    public const int MaxOrders = 1_000_000;

    /// <summary>The number of orders after which the run ends.</summary>
    public required int Orders { get; init; }

    /// <summary>Nor after so long; null when only the number ends it.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>How many shoppers wait for their first answer at once, at most.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Orders a second that are due whether or not the earlier ones are answered; null when each shopper comes after the one before.</summary>
    public required double? Rate { get; init; }

    /// <summary>How many products are sold; one is a hot one.</summary>
    public required int Skus { get; init; }

    /// <summary>Pieces of each product on the shelf; null when there is enough for all.</summary>
    public required int? Stock { get; init; }

    /// <summary>Each order is shipped as soon as it is confirmed.</summary>
    public required bool Ship { get; init; }

    public required GremlinPlan Gremlin { get; init; }

    /// <summary>Decides which shopper buys what.</summary>
    public required int Seed { get; init; }

    public override string ToString()
    {
        var orders = (Duration, Orders) switch
        {
            ({ } duration, MaxOrders) => $"{duration.TotalSeconds:0.#} s of orders",
            ({ } duration, _) => $"Up to {Orders:N0} orders in {duration.TotalSeconds:0.#} s",
            _ => $"{Orders:N0} orders",
        };
        var pace = Rate is { } rate ? $"{rate:0.#} due each second, {Concurrency} on their way at most" : $"{Concurrency} at a time";
        var products = Skus == 1 ? "one product" : $"{Skus:N0} products";
        return $"{orders} of {products}, {pace}, {(Ship ? "created and then shipped" : "created")}, seed {Seed}; {Gremlin}.";
    }
}
