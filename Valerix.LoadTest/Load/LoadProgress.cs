using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Load;

/// <summary>How far a run is. Written by the run, read by a display, from different threads.</summary>
internal sealed class LoadProgress
{
    private readonly Lock _lock = new();
    private readonly int[] _told = new int[Enum.GetValues<FirstResponse>().Length];
    private List<double> _recentMs = [];
    private volatile string _phase = "waiting";

    /// <summary>What is being done, in a few words.</summary>
    public string Phase
    {
        get => _phase;
        set => _phase = value;
    }

    /// <summary>How many orders are looked after.</summary>
    public Func<int> InAftercare { get; set; } = () => 0;

    /// <summary>The last reading of the system's gauge.</summary>
    public Func<GaugeReading?> Gauge { get; set; } = () => null;

    /// <summary>An order got its first answer.</summary>
    public void Count(FirstResponse told, TimeSpan took)
    {
        lock (_lock)
        {
            _told[(int)told]++;
            _recentMs.Add(took.TotalMilliseconds);
        }
    }

    /// <summary>How many were told what so far, by <see cref="FirstResponse"/>, and how long each waited since the last call of this.</summary>
    public (int[] FirstResponses, List<double> RecentMs) Take()
    {
        lock (_lock)
        {
            var recent = _recentMs;
            _recentMs = [];
            return ([.. _told], recent);
        }
    }
}
