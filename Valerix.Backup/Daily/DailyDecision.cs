using Valerix.Backup.Archive;

namespace Valerix.Backup.Daily;

/// <summary>Decides whether the day's one call is made, and with what. No I/O, no clock, no chance.</summary>
internal static class DailyDecision
{
    /// <summary>How many days one bundle holds at most. A service that was away for long is given the rest on the days that follow.</summary>
    public const int MaxDays = 7;

    /// <summary>So near to midnight no call is made: by the service's clock it may be another day, with a call of its own.</summary>
    public static readonly TimeSpan MidnightMargin = TimeSpan.FromMinutes(15);

    /// <summary>The next thing to do at <paramref name="now"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lastCall">The latest day on which a call was begun, whatever came of it; null when none ever was.</param>
    /// <param name="waiting">What the old service is not known to hold.</param>
    public static DailyPlan Decide(DateTimeOffset now, DateOnly? lastCall, IReadOnlyCollection<BaseBackup> waiting)
    {
        var utc = now.UtcDateTime;
        if (waiting.Count == 0) return DailyPlan.NoCall("The old service holds everything.");
        // A clock that was set back shows a day that had its call, or one before it.
        if (DateOnly.FromDateTime(utc) <= lastCall) return DailyPlan.NoCall($"The call of {lastCall:yyyy-MM-dd} was made; the next one can be made the day after.");
        if (utc.TimeOfDay < MidnightMargin || utc.TimeOfDay > TimeSpan.FromDays(1) - MidnightMargin)
        {
            return DailyPlan.NoCall($"No call is made within {MidnightMargin.TotalMinutes:0} minutes of midnight (UTC), since the old service's clock may show another day.");
        }

        var days = waiting.Select(backup => backup.Day).Distinct().Order().ToArray();
        // The newest day is worth most if everything else is lost; then the oldest, so that no day waits for ever.
        var chosen = days.SkipLast(1).Take(MaxDays - 1).Append(days[^1]).ToHashSet();
        return new(true, [.. waiting.Where(backup => chosen.Contains(backup.Day)).OrderByDescending(backup => backup.TakenAt)], "");
    }

    /// <summary>Of those <paramref name="waiting"/>, what the old service was seen to hold, whole and unchanged.</summary>
    public static IReadOnlyList<BaseBackup> Delivered(IEnumerable<BaseBackup> waiting, IReadOnlySet<string> heldSha256) =>
        [.. waiting.Where(backup => heldSha256.Contains(backup.Sha256))];
}

/// <param name="IsCall">Whether the call is made now.</param>
/// <param name="Content">What it carries, newest first.</param>
/// <param name="Reason">Why no call is made.</param>
internal sealed record DailyPlan(bool IsCall, IReadOnlyList<BaseBackup> Content, string Reason)
{
    public static DailyPlan NoCall(string reason) => new(false, [], reason);
}
