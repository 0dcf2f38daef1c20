namespace Valerix.BackupService.Gremlin;

/// <summary>Which faults strike which calls. Calls are counted from 1, and each fault strikes by that count.</summary>
/// <param name="Slow">Holds the answer back after the bundle was stored.</param>
/// <param name="ErrorStored">Answers 500 after the bundle was stored.</param>
/// <param name="SilentStored">Cuts the connection after the bundle was stored.</param>
/// <param name="SilentLost">Cuts the connection without storing anything. The day is used up all the same.</param>
/// <param name="Changed">Changes a bit of the stored bundle and answers as if nothing had happened.</param>
internal sealed record FaultPlan(SlowFault? Slow = null, Fault? ErrorStored = null, Fault? SilentStored = null, Fault? SilentLost = null, Fault? Changed = null)
{
    public static FaultPlan Off { get; } = new();

    /// <summary>True when every number of the plan makes sense.</summary>
    public bool IsValid() =>
        Slow is null or { Every: >= 0, DelayMs: >= 0 and <= SlowFault.MaxDelayMs }
        && new[] { ErrorStored, SilentStored, SilentLost, Changed }.All(fault => fault is null or { Every: >= 0 });

    /// <summary>The fault that strikes the call with the number <paramref name="call"/>.</summary>
    public Strike StrikeAt(int call)
    {
        var isLost = IsDue(SilentLost?.Every, call);
        var ending = isLost || IsDue(SilentStored?.Every, call) ? Ending.Silence
            : IsDue(ErrorStored?.Every, call) ? Ending.Error
            : Ending.Answer;
        return new(
            IsDue(Slow?.Every, call) ? TimeSpan.FromMilliseconds(Slow!.DelayMs) : TimeSpan.Zero,
            IsKept: !isLost,
            IsChanged: !isLost && IsDue(Changed?.Every, call),
            ending);
    }

    private static bool IsDue(int? every, int call) => every > 0 && call % every == 0;
}

/// <param name="Every">Strikes each call whose number is a multiple of this; 0 is off.</param>
internal sealed record Fault(int Every);

/// <param name="Every">Strikes each call whose number is a multiple of this; 0 is off.</param>
/// <param name="DelayMs">For so many milliseconds, at most an hour.</param>
internal sealed record SlowFault(int Every, int DelayMs)
{
    public const int MaxDelayMs = 3_600_000;
}
