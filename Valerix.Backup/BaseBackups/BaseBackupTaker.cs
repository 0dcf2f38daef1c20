using System.Formats.Tar;
using System.Globalization;
using Valerix.Backup.Archive;
using Valerix.Backup.Postgres;
using Valerix.Backup.Sealing;

namespace Valerix.Backup.BaseBackups;

/// <summary>Takes a base backup of a running server, verifies it, and puts sealed copies of it into every folder named.</summary>
/// <param name="spool">A folder for the unsealed copy, which is gone afterwards.</param>
/// <param name="key">What seals it.</param>
/// <param name="time">Says when it was complete.</param>
internal sealed class BaseBackupTaker(string spool, BackupKey key, TimeProvider time)
{
    /// <summary>How fast the server is read, so that its disk has time for the shoppers.</summary>
    private const string MaxRate = "32M";

    /// <param name="server">The server.</param>
    /// <param name="isFast">Has the server write its checkpoint at once instead of spreading it over minutes.</param>
    /// <param name="folders">Where the copies go.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A sentence for each folder that took no copy.</returns>
    /// <exception cref="BackupException">There is no base backup: the server or a tool failed, or no folder took a copy.</exception>
    public async Task<IReadOnlyList<string>> TakeAsync(ServerAddress server, bool isFast, IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        var staging = Path.Combine(spool, "base", server.Name);
        Delete(staging);
        Directory.CreateDirectory(Path.GetDirectoryName(staging)!);
        try
        {
            await Tool.RunAsync(
                PostgresTools.Newest.Program("pg_basebackup"),
                // The log of the backup's own time is in it, so that it can be restored without the archive.
                [.. server.Arguments, "--pgdata", staging, "--wal-method", "stream", "--max-rate", MaxRate, "--manifest-checksums", "SHA256",
                    "--checkpoint", isFast ? "fast" : "spread"],
                server.Environment,
                cancellationToken);
            var takenAt = time.GetUtcNow();
            var major = int.Parse(await File.ReadAllTextAsync(Path.Combine(staging, "PG_VERSION"), cancellationToken), CultureInfo.InvariantCulture);
            await Tool.RunAsync(PostgresTools.OfMajor(major).Program("pg_verifybackup"), ["--exit-on-error", staging], null, cancellationToken);
            return await SealAsync(server.Name, staging, takenAt, folders, cancellationToken);
        }
        finally
        {
            Delete(staging);
        }
    }

    private async Task<IReadOnlyList<string>> SealAsync(
        string server, string staging, DateTimeOffset takenAt, IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        await using var copies = new CopyWriter(folders, server);
        await SealedFile.SealAsync(
            copies,
            key,
            BaseBackup.SealedName(server),
            target => TarFile.CreateFromDirectoryAsync(staging, target, includeBaseDirectory: false, cancellationToken),
            cancellationToken);
        var count = copies.Finish(sha256 => new BaseBackup(server, takenAt, sha256).FileName);
        return count > 0 ? copies.Failures : throw new BackupException($"There is no backup of {server}: {string.Join(' ', copies.Failures)}");
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
