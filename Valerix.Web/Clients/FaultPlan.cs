namespace Valerix.Web.Clients;

/// <summary>Which stock-changing calls of Inventory are struck by which fault; 0 is none.</summary>
public sealed record FaultPlan(LatencyFault Latency, Fault Error, Fault Drop, Fault Crash)
{
    public static FaultPlan Off { get; } = new(new(0, 0), new(0), new(0), new(0));

    /// <summary>Faults that strike nothing are the same, whatever else they say.</summary>
    public bool IsSameAs(FaultPlan other) => Normal == other.Normal;

    private FaultPlan Normal => Latency.Every == 0 ? this with { Latency = new(0, 0) } : this;
}

public sealed record Fault(int Every);

public sealed record LatencyFault(int Every, int DelayMs);
