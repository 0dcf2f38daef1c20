using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Load;

/// <summary>All that a run found out.</summary>
internal sealed record LoadResult
{
    /// <summary>From here on a shopper notices the wait.</summary>
    public static TimeSpan Slow { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Names the run's products, customers and keys.</summary>
    public required string Run { get; init; }

    public required LoadPlan Plan { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the start to the last first answer.</summary>
    public required TimeSpan SellingTook { get; init; }

    /// <summary>From the end of the faults until nothing was under way any more; null when that did not happen in time.</summary>
    public required TimeSpan? SettledAfter { get; init; }

    /// <summary>It was ended early by hand.</summary>
    public required bool IsCutShort { get; init; }

    /// <summary>By number; all orders that were sent.</summary>
    public required IReadOnlyList<OrderTrace> Traces { get; init; }

    /// <summary>Orders that were due and could not be sent before the time was over.</summary>
    public required int Unsent { get; init; }

    /// <summary>What the system's own gauge said, one reading a second; empty where there is none.</summary>
    public required IReadOnlyList<GaugeReading> Gauge { get; init; }

    /// <summary>What must always hold, and whether it did.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public bool IsBroken => Findings.Any(finding => finding.IsBroken);

    public IEnumerable<OrderTrace> Affected => Traces.Where(trace => trace.IsAffected);
}

/// <param name="At">Since the start of the run.</param>
/// <param name="MeanMs">Over the gauge's window.</param>
/// <param name="ThresholdMs">Above it the gauge is red.</param>
/// <param name="Status">Green or red.</param>
internal sealed record GaugeReading(TimeSpan At, double MeanMs, double ThresholdMs, string Status);
