using System.Text.RegularExpressions;
using Valerix.Backup.Wal;

namespace Valerix.Backup.Restoring;

/// <summary>Where in the log a base backup begins, as PostgreSQL wrote it into the backup.</summary>
internal static partial class BackupLabel
{
    /// <exception cref="BackupException">The backup has no such file, or one that says nothing.</exception>
    public static WalFile FirstSegment(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "backup_label");
        return File.Exists(file) && Start().Match(File.ReadAllText(file)) is { Success: true, Groups: var groups } && WalFile.Parse(groups["segment"].Value) is { } first
            ? first
            : throw new BackupException($"{file} does not say where the log begins: take another base backup.");
    }

    [GeneratedRegex(@"START WAL LOCATION: \S+ \(file (?<segment>[0-9A-F]{24})\)")]
    private static partial Regex Start();
}
