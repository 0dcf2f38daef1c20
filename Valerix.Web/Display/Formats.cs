using System.Globalization;

namespace Valerix.Web.Display;

/// <summary>How figures are written for people.</summary>
internal static class Formats
{
    public static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    public static string Pieces(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How long something took: <c>42 ms</c>, <c>1.24 s</c>.</summary>
    public static string Took(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    /// <inheritdoc cref="Took(TimeSpan)"/>
    public static string Took(double ms) => Took(TimeSpan.FromMilliseconds(ms));

    /// <summary>How long ago something was: <c>just now</c>, <c>12 s ago</c>, <c>5 min ago</c>, <c>3 h ago</c>, <c>2 d ago</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "just now",
        { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds} s ago",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min ago",
        { TotalDays: < 1 } => $"{(int)age.TotalHours} h ago",
        _ => $"{(int)age.TotalDays} d ago",
    };
}
