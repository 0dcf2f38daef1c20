using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Reports;

/// <summary>A run in slices of time, by when orders were due.</summary>
/// <param name="SliceSeconds">How long each is.</param>
/// <param name="Slices">From the start on, without gaps.</param>
internal sealed record Timeline(double SliceSeconds, IReadOnlyList<Slice> Slices)
{
    /// <summary>More could not be told apart in a plot.</summary>
    private const int MaxSlices = 60;

    private static readonly double[] _lengths = [0.5, 1, 2, 5, 10, 30, 60, 120];

    public static Timeline Of(IReadOnlyList<OrderTrace> traces)
    {
        if (traces.Count == 0) return new(1, []);

        var end = traces.Max(trace => trace.Due).TotalSeconds;
        var length = _lengths.FirstOrDefault(length => end / length < MaxSlices, end / MaxSlices);
        var slices = Enumerable.Range(0, (int)(end / length) + 1).Select(_ => new List<OrderTrace>()).ToArray();
        foreach (var trace in traces)
        {
            slices[Math.Min((int)(trace.Due.TotalSeconds / length), slices.Length - 1)].Add(trace);
        }

        return new(length, [.. slices.Select((slice, index) => Slice.Of(index * length, slice))]);
    }
}

/// <param name="AtSeconds">Where it begins.</param>
/// <param name="Latency">How long the first answers took.</param>
/// <param name="FirstResponses">How many orders had which first response.</param>
internal sealed record Slice(double AtSeconds, Percentiles Latency, IReadOnlyDictionary<FirstResponse, int> FirstResponses)
{
    public static Slice Of(double atSeconds, IReadOnlyList<OrderTrace> traces) => new(
        atSeconds,
        new(traces.Select(trace => trace.FirstTook.TotalMilliseconds)),
        traces.CountBy(trace => trace.First).ToDictionary());
}
