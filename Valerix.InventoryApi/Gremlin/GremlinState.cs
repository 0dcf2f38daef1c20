namespace Valerix.InventoryApi.Gremlin;

/// <summary>The one row of the gremlin's table, for the schema's sake: <see cref="GremlinStore"/> reads and writes it in SQL.</summary>
internal sealed record GremlinState
{
    /// <summary>Always 1.</summary>
    public required short Id { get; init; }

    /// <summary>The <see cref="FaultPlan"/> in force, as JSON.</summary>
    public required string Plan { get; init; }

    /// <summary>The plan that the configuration set last, as JSON.</summary>
    public string? ConfiguredPlan { get; init; }

    /// <summary>The sequence's last number when the plan was set: the calls are counted from there.</summary>
    public required long CountedFrom { get; init; }
}
