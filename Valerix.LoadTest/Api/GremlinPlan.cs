namespace Valerix.LoadTest.Api;

/// <summary>What the gremlin does to which calls; see the contract of <c>/gremlin</c>.</summary>
internal sealed record GremlinPlan(LatencyFault Latency, Fault Error, Fault Drop, Fault Crash)
{
    /// <summary>Slow, failing, cut off and dying, all at once.</summary>
    public static GremlinPlan Everything { get; } = new(new(Every: 5, DelayMs: 5000), Error: new(10), Drop: new(10), Crash: new(50));

    /// <summary>How many of so many calls end the process.</summary>
    public long CrashesIn(long calls) => Crash.Every == 0 ? 0 : calls / Crash.Every;

    public override string ToString() =>
        $"of Inventory's stock-changing calls each {Latency.Every}th is {Latency.DelayMs / 1000.0} s late, each {Error.Every}th answers 500, "
        + $"each {Drop.Every}th is cut off and each {Crash.Every}th kills the process, always after the commit";
}

/// <param name="Every">Strikes each so-many-th stock-changing call.</param>
internal sealed record Fault(int Every);

/// <param name="Every">Strikes each so-many-th stock-changing call.</param>
/// <param name="DelayMs">For so many milliseconds.</param>
internal sealed record LatencyFault(int Every, int DelayMs);
