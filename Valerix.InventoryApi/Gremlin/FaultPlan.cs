namespace Valerix.InventoryApi.Gremlin;

/// <summary>Which faults strike which calls. The decision is here, without I/O and without chance.</summary>
/// <param name="Latency">Delays the answer.</param>
/// <param name="Error">Puts a 500 in the answer's place.</param>
/// <param name="Drop">Cuts the connection instead of answering.</param>
/// <param name="Crash">Ends the process instead of answering.</param>
internal sealed record FaultPlan(LatencyFault Latency, Fault Error, Fault Drop, Fault Crash)
{
    public static FaultPlan Off { get; } = new(new LatencyFault(0, 0), new Fault(0), new Fault(0), new Fault(0));

    /// <summary>What becomes of the call with the number <paramref name="call"/>, counted from 1.</summary>
    public Strike StrikeAt(long call)
    {
        // A crash is not delayed: a caller that hung up during the delay would prevent it.
        if (IsDue(Crash.Every, call)) return new(TimeSpan.Zero, Ending.Crash);

        var delay = IsDue(Latency.Every, call) ? TimeSpan.FromMilliseconds(Latency.DelayMs) : TimeSpan.Zero;
        var ending = IsDue(Drop.Every, call) ? Ending.Drop
            : IsDue(Error.Every, call) ? Ending.Error
            : Ending.Answer;
        return new(delay, ending);
    }

    private static bool IsDue(int every, long call) => every > 0 && call % every == 0;
}

/// <param name="Every">Strikes each call whose number is a multiple of this; 0 is off.</param>
internal sealed record Fault(int Every);

/// <param name="Every">Strikes each call whose number is a multiple of this; 0 is off.</param>
/// <param name="DelayMs">For so many milliseconds.</param>
internal sealed record LatencyFault(int Every, int DelayMs);
