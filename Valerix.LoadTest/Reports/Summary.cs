using Valerix.LoadTest.Load;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Reports;

/// <summary>A run in figures.</summary>
internal sealed record Summary
{
    public static IReadOnlyList<double> Percents { get; } = [50, 90, 95, 99, 99.9, 100];

    public required int Orders { get; init; }

    public required double SellingSeconds { get; init; }

    /// <summary>First answers a second.</summary>
    public required double OrdersPerSecond { get; init; }

    /// <summary>Until the first answer, from when the order was due.</summary>
    public required Percentiles Latency { get; init; }

    /// <summary>What the first answers were.</summary>
    public required IReadOnlyDictionary<FirstResponse, int> First { get; init; }

    /// <summary>What became of the orders in the end.</summary>
    public required IReadOnlyDictionary<string, int> Final { get; init; }

    public required int Affected { get; init; }

    /// <summary>Affected ones that were settled without a further call.</summary>
    public required int AffectedSettled { get; init; }

    public static Summary Of(LoadResult result) => new()
    {
        Orders = result.Traces.Count,
        SellingSeconds = result.SellingTook.TotalSeconds,
        OrdersPerSecond = result.SellingTook > TimeSpan.Zero ? result.Traces.Count / result.SellingTook.TotalSeconds : 0,
        Latency = new(result.Traces.Select(trace => trace.FirstTook.TotalMilliseconds)),
        First = result.Traces.CountBy(trace => trace.First).ToDictionary(),
        Final = result.Traces.CountBy(FinalOf).ToDictionary(),
        Affected = result.Affected.Count(),
        AffectedSettled = result.Affected.Count(trace => trace.SettledAt is not null),
    };

    /// <summary>What became of an order, in a word or two.</summary>
    public static string FinalOf(OrderTrace trace) => trace.Status ?? "given up";
}
