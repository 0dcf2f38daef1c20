using System.Globalization;
using System.Text.RegularExpressions;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Times as RFC 3339, section 5.6, has them: with an offset, and with any number of decimals.</summary>
public static partial class Rfc3339
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z; in a URL, write the + of an offset as %2B.";

    /// <summary>Reads a time; decimals beyond the tenth of a microsecond are cut off.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return Form().Match(text) is { Success: true } match
            && DateTimeOffset.TryParse(
                $"{match.Groups["time"].ValueSpan}{match.Groups["decimals"].ValueSpan}{match.Groups["offset"].ValueSpan}",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal,
                out time);
    }

    [GeneratedRegex(@"^(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})((?<decimals>\.[0-9]{1,7})[0-9]*)?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
