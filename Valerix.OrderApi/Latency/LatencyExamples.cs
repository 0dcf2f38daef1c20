using System.Net.ServerSentEvents;

namespace Valerix.OrderApi.Latency;

/// <summary>The example of the gauge in the OpenAPI document.</summary>
internal static class LatencyExamples
{
    private static readonly DateTimeOffset _second = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Two of the thirty seconds stand for all.</summary>
    public static LatencyReport Report { get; } = new(
        WindowSeconds: 30,
        ThresholdMs: 1000,
        MeanMs: 21.5,
        P95Ms: 48,
        Count: 30,
        LatencyStatus.Green,
        [new(_second, Count: 20, MeanMs: 20), new(_second.AddSeconds(1), Count: 10, MeanMs: 24.5)],
        RedMinutesToday: 0);

    public static SseItem<LatencyReport> Event { get; } = new(Report);
}
