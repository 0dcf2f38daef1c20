namespace Valerix.Backup.Archive;

/// <summary>The folders that each hold the whole archive. On disks or mounts of their own, so that no two go at once.</summary>
/// <param name="Folders">At least two.</param>
internal sealed record Places(IReadOnlyList<string> Folders)
{
    private const string Base = "base";

    /// <summary>Where each place keeps base backups.</summary>
    public IReadOnlyList<string> BaseFolders => [.. Folders.Select(folder => Path.Combine(folder, Base))];

    /// <summary>Where each place keeps the log of <paramref name="server"/>.</summary>
    public IReadOnlyList<string> LogFolders(string server) => [.. Folders.Select(folder => Path.Combine(folder, "wal", server))];

    /// <summary>Every base backup of <paramref name="server"/> that any place has, oldest first.</summary>
    public IReadOnlyList<BaseBackup> BaseBackups(string server) =>
        [.. BaseFolders.SelectMany(BaseBackup.In).Where(backup => backup.Server == server).Distinct().OrderBy(backup => backup.TakenAt)];

    /// <summary>How many places have this file.</summary>
    public static int Count(IEnumerable<string> folders, string fileName) => folders.Count(folder => File.Exists(Path.Combine(folder, fileName)));
}
