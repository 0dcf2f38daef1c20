using System.Diagnostics;
using System.Formats.Tar;
using Valerix.AppHost.Postgres;
using Valerix.Backup.Archive;
using Valerix.Backup.Postgres;
using Valerix.Backup.Sealing;
using Valerix.Backup.Wal;

namespace Valerix.Backup.Restoring;

/// <summary>Restores one server into the folder beside its place, out of the archive alone.</summary>
internal sealed class ServerRestore(Places places, BackupKey key, Action<string> say)
{
    /// <returns>The data directory of the restored server, which is shut down.</returns>
    /// <exception cref="BackupException">It can't be done; nothing but the unfinished folder was touched.</exception>
    public async Task<string> PrepareAsync(RestoreTarget target, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        target.DeleteUnfinished();
        var (data, log) = (Path.Combine(target.Unfinished, "data"), Path.Combine(target.Unfinished, "log"));
        Directory.CreateDirectory(log);
        try
        {
            await OpenBaseBackupAsync(target.Server, to, data, cancellationToken);
            var trail = await OpenLogAsync(target.Server, BackupLabel.FirstSegment(data), log, cancellationToken);
            if (UnprivilegedUser.IsNeeded) await Tool.RunAsync("chown", ["-R", UnprivilegedUser.Name, target.Unfinished], null, cancellationToken);
            var lastTransaction = await RecoverAsync(target.Server, data, log, trail, to, cancellationToken);
            say($"{target.Server}: restored in {watch.Elapsed.TotalSeconds:0.0} s. "
                + $"{(lastTransaction is null ? "The log held no transaction after the base backup" : $"Its last transaction is of {lastTransaction}")}; what was committed later is not in it.");
            return data;
        }
        catch
        {
            target.DeleteUnfinished();
            throw;
        }
    }

    /// <summary>The newest base backup from before the moment that is whole in some place. An older one needs more of the log and leads to the same state.</summary>
    private async Task OpenBaseBackupAsync(string server, DateTimeOffset? to, string data, CancellationToken cancellationToken)
    {
        var candidates = places.BaseBackups(server).Where(backup => to is null || backup.TakenAt <= to).Reverse().ToArray();
        foreach (var backup in candidates)
        {
            say($"{server}: base backup of {backup.TakenAt:yyyy-MM-ddTHH:mm:ssZ}");
            try
            {
                await Copies.OpenAsync(places.BaseFolders, backup.FileName, BaseBackup.SealedName(server), key, plain => ExtractAsync(plain, data, cancellationToken), say, cancellationToken);
                return;
            }
            catch (BackupException exception) when (exception.IsDamage && backup != candidates[^1])
            {
                say($"{server}: no place has that one whole; the one before it is tried.");
            }
        }

        throw new BackupException(to is null
            ? $"There is no base backup of {server}: 'fetch' brings back what the old service holds."
            : $"No base backup of {server} is from before {to:yyyy-MM-ddTHH:mm:ssZ}: 'list' shows which there are.");
    }

    private async Task<string?> RecoverAsync(string server, string data, string log, WalTrail trail, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        try
        {
            return await new RecoveryServer(data, log, say).RecoverAsync(to, cancellationToken);
        }
        catch (BackupException exception) when (trail.Missing is { } missing)
        {
            throw new BackupException($"Segment {missing.Name} of the log of {server} is missing in every place, so nothing after it can be restored. {exception.Message}", exception);
        }
    }

    private static async Task ExtractAsync(Stream plain, string folder, CancellationToken cancellationToken)
    {
        Delete(folder);
        // PostgreSQL opens no data that others may read.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await TarFile.ExtractToDirectoryAsync(plain, folder, overwriteFiles: false, cancellationToken);
    }

    private async Task<WalTrail> OpenLogAsync(string server, WalFile first, string folder, CancellationToken cancellationToken)
    {
        var folders = places.LogFolders(server);
        var trail = WalTrail.From(first, WalTrail.FileNames(folders));
        if (trail.Missing is { } missing) say($"{server}: segment {missing.Name} of the log is missing; only what came before it can be restored.");
        foreach (var segment in trail.Segments) await OpenSegmentAsync(segment.Name, "");

        if (trail.HasPartial) await OpenSegmentAsync((trail.Segments.Count > 0 ? trail.Segments[^1].Next : first).Name, WalFile.Partial);
        return trail;

        Task OpenSegmentAsync(string name, string suffix) => Copies.OpenAsync(
            folders,
            name + suffix + BaseBackup.Extension,
            WalFile.SealedName(server, name),
            key,
            async plain =>
            {
                await using var file = new FileStream(Path.Combine(folder, name), FileMode.Create);
                await plain.CopyToAsync(file, cancellationToken);
            },
            say,
            cancellationToken);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
