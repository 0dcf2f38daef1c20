namespace Valerix.OrderApi.Latency;

/// <summary>The one row of its table, for the schema's sake: <see cref="LatencyStore"/> reads and writes it in SQL.</summary>
internal sealed record LatencyState
{
    /// <summary>Always 1.</summary>
    public required short Id { get; init; }

    /// <summary>What the fleet said last.</summary>
    public required LatencyStatus Status { get; init; }

    /// <summary>When it turned so.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>A minute in which the gauge was red at some moment.</summary>
internal sealed record RedMinute
{
    /// <summary>Its beginning.</summary>
    public required DateTimeOffset Minute { get; init; }
}
