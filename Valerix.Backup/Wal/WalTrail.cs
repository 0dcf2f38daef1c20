using Valerix.Backup.Archive;

namespace Valerix.Backup.Wal;

/// <summary>The log that a base backup can be carried on with: segment after segment up to the end or the first gap.</summary>
/// <param name="Segments">The complete ones, in order.</param>
/// <param name="HasPartial">Whether the segment after those is there as far as it was written.</param>
/// <param name="Missing">The segment that is missing though later ones are there; null when none is.</param>
internal sealed record WalTrail(IReadOnlyList<WalFile> Segments, bool HasPartial, WalFile? Missing)
{
    /// <summary>The trail from <paramref name="first"/> on, among the sealed files with these names.</summary>
    public static WalTrail From(WalFile first, IEnumerable<string> fileNames)
    {
        var names = fileNames.Where(name => name.EndsWith(BaseBackup.Extension, StringComparison.Ordinal)).Select(name => name[..^BaseBackup.Extension.Length]).ToHashSet();
        var present = names.Select(WalFile.Parse).OfType<WalFile>().Where(file => file.Timeline == first.Timeline).ToHashSet();
        var segments = new List<WalFile>();
        var next = first;
        for (; present.Contains(next); next = next.Next) segments.Add(next);

        var hasPartial = names.Contains(next.Name + WalFile.Partial);
        var isFollowed = present.Any(file => file.Number > next.Number) || names.Any(name => IsPartialAfter(name, next));
        return new(segments, hasPartial, isFollowed ? next : null);
    }

    /// <summary>The names of all sealed files of a server's log, in whatever place.</summary>
    public static IEnumerable<string> FileNames(IEnumerable<string> folders) =>
        folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Select(file => Path.GetFileName(file)!).Distinct();

    private static bool IsPartialAfter(string name, WalFile next) =>
        name.EndsWith(WalFile.Partial, StringComparison.Ordinal)
        && WalFile.Parse(name[..^WalFile.Partial.Length]) is { } file && file.Timeline == next.Timeline && file.Number > next.Number;
}
