using Valerix.LoadTest.Bench.Meters;
using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench;

/// <summary>What was seen in one stretch of time under one kind of load.</summary>
internal sealed record Measurement
{
    public required double Seconds { get; init; }

    /// <summary>Of what went as it should: a reservation, an order, an order and its shipment.</summary>
    public required Percentiles LatencyMs { get; init; }

    /// <summary>Of what was refused with 429 or 503, from when it was sent.</summary>
    public required Percentiles RefusedMs { get; init; }

    /// <summary>How many of what status code were the last answer.</summary>
    public required IReadOnlyDictionary<int, int> Statuses { get; init; }

    /// <summary>What the machine spent meanwhile; null where that can't be seen.</summary>
    public required Usage? Usage { get; init; }

    /// <summary>Ids of orders that were acknowledged.</summary>
    public required IReadOnlyList<Guid> Acknowledged { get; init; }

    /// <summary>All latencies, the accepted and refused ones included.</summary>
    public required Percentiles AllMs { get; init; }

    public int Done => LatencyMs.Count;

    /// <summary>Done each second.</summary>
    public double Rate => Done / Seconds;

    public int Total => Statuses.Values.Sum();
}
