using System.Diagnostics;
using System.Globalization;

namespace Valerix.Backup.Restoring;

/// <summary>The data directory that a server is restored to, and the folder beside it in which that is prepared.</summary>
/// <param name="Parent">The folder that has a data directory for each server.</param>
/// <param name="Server">The server's name.</param>
internal sealed record RestoreTarget(string Parent, string Server)
{
    private static readonly TimeSpan _endBound = TimeSpan.FromSeconds(10);

    /// <summary>Where the restored server is in the end.</summary>
    public string Folder => Path.Combine(Parent, Server);

    /// <summary>On the same file system, so that one step puts it in its place. What a killed restore has left here is deleted by the next one.</summary>
    public string Unfinished => Path.Combine(Parent, $"{Server}.restoring");

    public bool IsTaken => Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any();

    /// <summary>Deletes what a restore that was killed has left, and ends the server that it had started there.</summary>
    public void DeleteUnfinished()
    {
        if (!Directory.Exists(Unfinished)) return;
        if (ServerOn(Path.Combine(Unfinished, "data")) is { } pid)
        {
            using var server = Process.GetProcessById(pid);
            server.Kill();
            server.WaitForExit(_endBound);
        }

        Directory.Delete(Unfinished, recursive: true);
    }

    /// <summary>Sees to it that nothing would be overwritten, before any work is done.</summary>
    /// <exception cref="BackupException">There is data that may not be replaced, or a server runs on it.</exception>
    public void Check(bool isReplacing)
    {
        if (!IsTaken) return;
        if (!isReplacing) throw new BackupException($"{Folder} holds data: name another folder in --into to restore beside it, or say --replace to have it moved aside.");

        if (ServerOn(Folder) is { } pid) throw new BackupException($"A server runs on {Folder} (process {pid}): end it first. Nothing was changed.");
    }

    /// <summary>Puts the restored data in its place. What was there is moved aside, never deleted.</summary>
    /// <returns>Where the former data is; null when there was none.</returns>
    public string? Swap(string restored, DateTimeOffset now)
    {
        string? aside = null;
        if (IsTaken)
        {
            aside = $"{Folder}.before-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
            Directory.Move(Folder, aside);
        }
        else if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder);
        }

        Directory.Move(restored, Folder);
        return aside;
    }

    /// <summary>The process that serves a data directory; null when none does.</summary>
    private static int? ServerOn(string folder)
    {
        var lockFile = Path.Combine(folder, "postmaster.pid");
        return File.Exists(lockFile) && int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) && IsPostgres(pid) ? pid : null;
    }

    private static bool IsPostgres(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            // No such process: the file is what a killed server has left.
            return false;
        }
    }
}
