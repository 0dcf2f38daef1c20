using System.Globalization;

namespace Valerix.LoadTest.Reports.Svg;

/// <summary>Maps values to places between two ends of a plot, and knows where to put the marks.</summary>
internal sealed class Axis
{
    private readonly Func<double, double> _scale;
    private readonly double _from;
    private readonly double _to;

    private Axis(Func<double, double> scale, double least, double most, double from, double to, IReadOnlyList<double> marks)
    {
        (_scale, Least, Most, _from, _to, Marks) = (scale, least, most, from, to, marks);
    }

    public double Least { get; }

    public double Most { get; }

    /// <summary>Round values within the axis.</summary>
    public IReadOnlyList<double> Marks { get; }

    /// <summary>From 0 to a round value that is not less than <paramref name="most"/>.</summary>
    public static Axis Linear(double most, double from, double to)
    {
        var step = StepOf(Math.Max(most, 1e-9) / 4);
        var count = Math.Max(1, (int)Math.Ceiling(most / step));
        return new(value => value, 0, count * step, from, to, [.. Enumerable.Range(0, count + 1).Select(index => index * step)]);
    }

    /// <summary>From 0 to <paramref name="most"/>, with marks at round values.</summary>
    public static Axis Exact(double most, double from, double to)
    {
        var step = StepOf(Math.Max(most, 1e-9) / 6);
        return new(value => value, 0, Math.Max(most, step), from, to, [.. Enumerable.Range(0, (int)(most / step) + 1).Select(index => index * step)]);
    }

    /// <summary>Between powers of ten, so that 4 ms and 4 s can both be read.</summary>
    public static Axis Logarithmic(double least, double most, double from, double to)
    {
        var low = (int)Math.Floor(Math.Log10(Math.Max(least, 0.1)));
        var high = Math.Max(low + 1, (int)Math.Ceiling(Math.Log10(Math.Max(most, 0.1))));
        return new(
            value => Math.Log10(Math.Max(value, Math.Pow(10, low))),
            Math.Pow(10, low),
            Math.Pow(10, high),
            from,
            to,
            [.. Enumerable.Range(low, high - low + 1).Select(power => Math.Pow(10, power))]);
    }

    /// <summary>The place of a value, as SVG wants it.</summary>
    public string Place(double value) =>
        (_from + ((_scale(value) - _scale(Least)) / (_scale(Most) - _scale(Least)) * (_to - _from))).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>1, 2 or 5 times a power of ten, the next that is not less.</summary>
    private static double StepOf(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
