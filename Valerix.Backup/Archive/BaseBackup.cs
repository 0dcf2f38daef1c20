using System.Globalization;
using System.Text.RegularExpressions;

namespace Valerix.Backup.Archive;

/// <summary>One base backup of one server. All that is known of it stands in its file's name, which is the same wherever the file is.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="TakenAt">The second in which it was complete: the earliest moment to which it can be restored.</param>
/// <param name="Sha256">The checksum of the sealed file, in lower-case hexadecimal digits.</param>
internal sealed partial record BaseBackup(string Server, DateTimeOffset TakenAt, string Sha256)
{
    /// <summary>The ending of a sealed file's name.</summary>
    public const string Extension = ".sealed";

    private const string StampFormat = "yyyyMMdd'T'HHmmss'Z'";

    public string FileName => $"{Server}.{TakenAt.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture)}.{Sha256}{Extension}";

    /// <summary>The calendar day, in UTC, whose data it holds.</summary>
    public DateOnly Day => DateOnly.FromDateTime(TakenAt.UtcDateTime);

    /// <summary>The name under which the file is sealed: a file that takes another one's place can't be opened.</summary>
    public static string SealedName(string server) => $"base/{server}";

    /// <summary>Reads a file's name; null when it is none of a base backup.</summary>
    public static BaseBackup? Parse(string fileName) =>
        Name().Match(fileName) is { Success: true, Groups: var groups }
        && DateTimeOffset.TryParseExact(groups["stamp"].Value, StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var takenAt)
            ? new(groups["server"].Value, takenAt, groups["sha256"].Value)
            : null;

    /// <summary>The base backups whose files are in <paramref name="folder"/>, oldest first.</summary>
    public static IReadOnlyList<BaseBackup> In(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Select(file => Parse(Path.GetFileName(file))).OfType<BaseBackup>().OrderBy(backup => backup.TakenAt)]
            : [];

    [GeneratedRegex(@"^(?<server>[a-z0-9-]+)\.(?<stamp>\d{8}T\d{6}Z)\.(?<sha256>[0-9a-f]{64})\.sealed$")]
    private static partial Regex Name();
}
