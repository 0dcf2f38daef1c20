using Valerix.OrderApi.Processing;

namespace Valerix.OrderApi.Latency;

/// <summary>The requests that this replica finished in the latest seconds, and which of them the fleet has not been told yet.</summary>
internal sealed class LatencyRecorder(DatabaseClock clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Tally> _seconds = [];

    /// <summary>This process, for as long as it lives.</summary>
    public Guid Replica { get; } = Guid.NewGuid();

    public void Record(TimeSpan took)
    {
        lock (_lock)
        {
            var second = clock.Now.ToUnixTimeSeconds();
            if (!_seconds.TryGetValue(second, out var tally))
            {
                Forget(second - LatencyWindow.Seconds);
                _seconds[second] = tally = new();
            }

            tally.Add(took.TotalMilliseconds);
        }
    }

    /// <summary>Everything that is recent enough to count.</summary>
    public IReadOnlyList<ReplicaSecond> Seconds() => Read(_ => true);

    /// <summary>Of that, what was not yet <see cref="Saved"/> as it is now.</summary>
    public IReadOnlyList<ReplicaSecond> Unsaved() => Read(tally => tally.Count != tally.SavedCount);

    public void Saved(IReadOnlyList<ReplicaSecond> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                if (_seconds.TryGetValue(row.Second, out var tally)) tally.SavedCount = row.Count;
            }
        }
    }

    private List<ReplicaSecond> Read(Func<Tally, bool> which)
    {
        lock (_lock)
        {
            Forget(clock.Now.ToUnixTimeSeconds() - LatencyWindow.Seconds);
            return
            [
                .. _seconds
                    .Where(second => which(second.Value))
                    .Select(second => new ReplicaSecond(second.Key, Replica, second.Value.Count, second.Value.SumMs, [.. second.Value.Histogram])),
            ];
        }
    }

    // Seconds that lie far ahead are forgotten too: after a clock was set back, they would never become old and would stay for ever.
    private void Forget(long last)
    {
        foreach (var second in _seconds.Keys)
        {
            if (second <= last || second > last + (2 * LatencyWindow.Seconds)) _seconds.Remove(second);
        }
    }

    private sealed class Tally
    {
        public int Count { get; private set; }

        public double SumMs { get; private set; }

        public int[] Histogram { get; } = new int[LatencyHistogram.BucketCount];

        public int SavedCount { get; set; }

        public void Add(double ms)
        {
            Count++;
            SumMs += ms;
            Histogram[LatencyHistogram.BucketOf(ms)]++;
        }
    }
}
