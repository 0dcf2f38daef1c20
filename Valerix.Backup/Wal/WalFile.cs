using System.Globalization;
using System.Text.RegularExpressions;

namespace Valerix.Backup.Wal;

/// <summary>The name of one segment of a server's log.</summary>
/// <param name="Timeline">Every restore begins a new one.</param>
/// <param name="Number">Counts the segments of all timelines, without a gap.</param>
internal sealed partial record WalFile(uint Timeline, long Number)
{
    /// <summary>The ending of the name of a segment that is still being written.</summary>
    public const string Partial = ".partial";

    /// <summary>With segments of 16 MiB, which is what initdb makes.</summary>
    private const int SegmentsPerLog = 256;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{Number / SegmentsPerLog:X8}{Number % SegmentsPerLog:X8}");

    public WalFile Next => this with { Number = Number + 1 };

    /// <summary>The name under which it is sealed, complete or not.</summary>
    public static string SealedName(string server, string fileName) => $"wal/{server}/{fileName.Replace(Partial, "", StringComparison.Ordinal)}";

    /// <summary>Reads the name of a complete segment; null when it is none.</summary>
    public static WalFile? Parse(string name) => Segment().IsMatch(name)
        ? new(Hex(name[..8]), (long)Hex(name[8..16]) * SegmentsPerLog + Hex(name[16..]))
        : null;

    private static uint Hex(string digits) => uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9A-F]{24}$")]
    private static partial Regex Segment();
}
