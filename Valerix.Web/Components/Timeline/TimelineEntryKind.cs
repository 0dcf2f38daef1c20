using Valerix.Web.Clients;

namespace Valerix.Web.Components.Timeline;

/// <summary>What an entry of a timeline looks like.</summary>
internal enum TimelineEntryKind
{
    /// <summary>The order reached a status.</summary>
    Status,

    /// <summary>Inventory was asked and answered.</summary>
    Answered,

    /// <summary>Inventory was asked, and it is not known what it did.</summary>
    Unknown,

    /// <summary>Inventory was not asked.</summary>
    NotAsked,
}

internal static class TimelineEntryKinds
{
    private const string Attempt = "Attempt";

    public static TimelineEntryKind Of(TimelineEvent entry) => entry switch
    {
        _ when !entry.Type.EndsWith(Attempt, StringComparison.Ordinal) => TimelineEntryKind.Status,
        _ when entry.Detail.StartsWith("Outcome unknown", StringComparison.Ordinal) => TimelineEntryKind.Unknown,
        _ when entry.Detail.StartsWith("Not asked", StringComparison.Ordinal) => TimelineEntryKind.NotAsked,
        _ => TimelineEntryKind.Answered,
    };

    /// <summary>The entry's name for a person: <c>Reserve</c> of <c>ReserveAttempt</c>.</summary>
    public static string Title(TimelineEvent entry) =>
        entry.Type.EndsWith(Attempt, StringComparison.Ordinal) ? $"{entry.Type[..^Attempt.Length]} at Inventory" : entry.Type;
}
