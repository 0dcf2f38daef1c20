namespace Valerix.Web.Clients;

/// <summary>The gauge: see <c>GET /latency</c> of the Order API. All times are in milliseconds.</summary>
public sealed record LatencyReport(
    int WindowSeconds,
    double ThresholdMs,
    double MeanMs,
    double P95Ms,
    int Count,
    LatencyStatus Status,
    IReadOnlyList<LatencySecond> PerSecond,
    int RedMinutesToday);

public sealed record LatencySecond(DateTimeOffset Second, int Count, double MeanMs);

public enum LatencyStatus
{
    Green,
    Red,
}
