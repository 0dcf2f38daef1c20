namespace Valerix.OrderApi.Latency;

/// <summary>The rolling window: what the seconds of all replicas amount to at a given moment.</summary>
/// <remarks>It is reckoned when it is read, so that it moves on when no requests come any more.</remarks>
internal static class LatencyWindow
{
    /// <summary>How far back it reaches; the present second is one of them.</summary>
    public const int Seconds = 30;

    /// <summary>A mean above this is red.</summary>
    public const double ThresholdMs = 1_000;

    private const double P95 = 0.95;

    public static LatencyReport Read(IEnumerable<ReplicaSecond> rows, DateTimeOffset now, int redMinutesToday)
    {
        var last = now.ToUnixTimeSeconds();
        var first = last - Seconds + 1;
        var counts = new int[Seconds];
        var sumsMs = new double[Seconds];
        var histogram = new int[LatencyHistogram.BucketCount];
        foreach (var row in rows)
        {
            // A replica may be ahead by less than a second.
            var index = Math.Min(row.Second, last) - first;
            if (index < 0) continue;
            counts[index] += row.Count;
            sumsMs[index] += row.SumMs;
            for (var bucket = 0; bucket < histogram.Length && bucket < row.Histogram.Length; bucket++) histogram[bucket] += row.Histogram[bucket];
        }

        var count = counts.Sum();
        var meanMs = Mean(sumsMs.Sum(), count);
        return new(
            Seconds,
            ThresholdMs,
            Round(meanMs),
            Round(LatencyHistogram.QuantileMs(histogram, P95)),
            count,
            meanMs > ThresholdMs ? LatencyStatus.Red : LatencyStatus.Green,
            [.. Enumerable.Range(0, Seconds).Select(i => new SecondReport(DateTimeOffset.FromUnixTimeSeconds(first + i), counts[i], Round(Mean(sumsMs[i], counts[i]))))],
            redMinutesToday);
    }

    private static double Mean(double sumMs, int count) => count == 0 ? 0 : sumMs / count;

    // Never down to the threshold: what is red must read as above it.
    private static double Round(double ms) => ms is > ThresholdMs and < ThresholdMs + 0.1 ? ThresholdMs + 0.1 : Math.Round(ms, 1);
}
