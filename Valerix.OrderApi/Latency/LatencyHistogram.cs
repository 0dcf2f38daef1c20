namespace Valerix.OrderApi.Latency;

/// <summary>How response times are counted by size: coarse, fixed, and so alike in every replica that counts can be added up.</summary>
internal static class LatencyHistogram
{
    /// <summary>The upper bounds of the buckets in milliseconds; one more bucket holds what is beyond them.</summary>
    private static readonly double[] _boundsMs =
        [5, 10, 25, 50, 75, 100, 150, 250, 375, 500, 750, 1_000, 1_250, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 10_000];

    public static int BucketCount => _boundsMs.Length + 1;

    public static int BucketOf(double ms)
    {
        var index = Array.BinarySearch(_boundsMs, ms);
        return index >= 0 ? index : ~index;
    }

    /// <summary>The time that a share of the requests stayed within, taken as spread evenly inside its bucket.</summary>
    /// <param name="counts">Requests by bucket.</param>
    /// <param name="share">Above 0, at most 1: 0.95 for the 95th percentile.</param>
    /// <returns>Milliseconds; 0 when there were no requests, and the last bound for what is beyond it.</returns>
    public static double QuantileMs(ReadOnlySpan<int> counts, double share)
    {
        long total = 0;
        foreach (var count in counts) total += count;
        var rank = share * total;
        long below = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] > 0 && below + counts[bucket] >= rank) return WithinMs(bucket, (rank - below) / counts[bucket]);
            below += counts[bucket];
        }

        return 0;
    }

    private static double WithinMs(int bucket, double share)
    {
        if (bucket >= _boundsMs.Length) return _boundsMs[^1];
        var lower = bucket == 0 ? 0 : _boundsMs[bucket - 1];
        return lower + (share * (_boundsMs[bucket] - lower));
    }
}
