using System.Text.Json.Serialization;

namespace Valerix.OrderApi.Latency;

/// <summary>The gauge: how long requests took, over all replicas.</summary>
/// <param name="WindowSeconds">How far back it reaches.</param>
/// <param name="ThresholdMs">Above this mean it is red.</param>
/// <param name="MeanMs">The mean of the requests that ended within the window; 0 when none did.</param>
/// <param name="P95Ms">95 of 100 took no longer, as far as the histogram tells; 0 when none ended.</param>
/// <param name="Count">How many ended.</param>
/// <param name="Status">No traffic is green.</param>
/// <param name="PerSecond">Each second of the window, oldest first; the last one is still running.</param>
/// <param name="RedMinutesToday">Minutes of this day (UTC) in which it was red at some moment.</param>
internal sealed record LatencyReport(
    int WindowSeconds,
    double ThresholdMs,
    double MeanMs,
    double P95Ms,
    int Count,
    LatencyStatus Status,
    IReadOnlyList<SecondReport> PerSecond,
    int RedMinutesToday);

/// <param name="Second">Its beginning.</param>
/// <param name="Count">How many requests ended in it.</param>
/// <param name="MeanMs">Their mean; 0 when there were none.</param>
internal sealed record SecondReport(DateTimeOffset Second, int Count, double MeanMs);

internal enum LatencyStatus
{
    [JsonStringEnumMemberName("green")]
    Green,

    [JsonStringEnumMemberName("red")]
    Red,
}
