using Valerix.LoadTest.Shops;

namespace Valerix.LoadTest.Chaos;

/// <summary>How far a run is. Written by the run, read by a display, from different threads.</summary>
internal sealed class RunProgress
{
    private int _done;
    private long _slowestTicks;
    private volatile string _phase = "waiting";

    /// <summary>Orders that were placed and orders that were shipped, or given up: two for each in the end.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>The slowest answer so far.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(Volatile.Read(ref _slowestTicks));

    /// <summary>What is being done, in a few words.</summary>
    public string Phase
    {
        get => _phase;
        set => _phase = value;
    }

    /// <summary>Says that an order has come a number of steps further.</summary>
    public void Advance(Purchase purchase, int steps)
    {
        Interlocked.Add(ref _done, steps);
        var slowest = purchase.Answers.Select(answer => answer.Took.Ticks).DefaultIfEmpty().Max();
        for (var seen = _slowestTicks; slowest > seen; seen = Volatile.Read(ref _slowestTicks))
        {
            Interlocked.CompareExchange(ref _slowestTicks, slowest, seen);
        }
    }
}
