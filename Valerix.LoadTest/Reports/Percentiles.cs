namespace Valerix.LoadTest.Reports;

/// <summary>Times in the order of their length, to ask how long so many of hundred took at most.</summary>
internal sealed class Percentiles
{
    private readonly double[] _sorted;

    public Percentiles(IEnumerable<double> valuesMs)
    {
        _sorted = [.. valuesMs];
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;

    public double Max => At(100);

    public double Mean => Count == 0 ? 0 : _sorted.Average();

    /// <summary>The one in the middle; of an even number, the lower one of both.</summary>
    public static double Median(IEnumerable<double> values) => new Percentiles(values).At(50);

    /// <summary>The smallest value that so many percent do not exceed (nearest rank: always one that was measured); 0 of none.</summary>
    public double At(double percent)
    {
        if (Count == 0) return 0;

        var rank = (int)Math.Ceiling(percent / 100 * Count);
        return _sorted[Math.Clamp(rank, 1, Count) - 1];
    }

    /// <summary>How many do not exceed that value.</summary>
    public int CountUpTo(double valueMs)
    {
        var index = Array.BinarySearch(_sorted, valueMs);
        if (index < 0) return ~index;

        while (index < Count && _sorted[index] <= valueMs) index++;
        return index;
    }
}
