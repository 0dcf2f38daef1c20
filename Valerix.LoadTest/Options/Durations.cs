using System.Globalization;

namespace Valerix.LoadTest.Options;

/// <summary>Durations as people write them.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] _units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>A number and a unit (<c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>), or hours, minutes and seconds with colons.</summary>
    /// <returns>Null when it is neither, or not longer than nothing.</returns>
    public static TimeSpan? Parse(string text)
    {
        foreach (var (unit, seconds) in _units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * seconds is > 0 and < int.MaxValue)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero ? time : null;
    }
}
