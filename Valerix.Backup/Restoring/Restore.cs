using Valerix.Backup.Archive;
using Valerix.Backup.Sealing;

namespace Valerix.Backup.Restoring;

/// <summary>Restores all servers to one moment. None is put in its place before all of them are ready.</summary>
internal sealed class Restore(Places places, BackupKey key, TimeProvider time, Action<string> say)
{
    /// <param name="servers">Their names.</param>
    /// <param name="parent">Gets a data directory for each.</param>
    /// <param name="to">The moment; null for the end of the log.</param>
    /// <param name="isReplacing">Whether data that is there may be moved aside.</param>
    /// <param name="isConfirmed">Asked before anything is moved aside, when all has been said about what is lost.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BackupException">It can't be done, and what was there is as it was.</exception>
    public async Task RunAsync(
        IReadOnlyList<string> servers, string parent, DateTimeOffset? to, bool isReplacing, Func<bool> isConfirmed, CancellationToken cancellationToken)
    {
        var targets = servers.Select(server => new RestoreTarget(parent, server)).ToArray();
        foreach (var target in targets) target.Check(isReplacing);

        Directory.CreateDirectory(parent);
        var prepared = new List<(RestoreTarget Target, string Data)>();
        foreach (var target in targets) prepared.Add((target, await new ServerRestore(places, key, say).PrepareAsync(target, to, cancellationToken)));

        if (targets.Any(target => target.IsTaken) && !isConfirmed()) throw new BackupException("Nothing was replaced.");

        foreach (var (target, data) in prepared)
        {
            // A server may have been started since.
            target.Check(isReplacing);
            var aside = target.Swap(data, time.GetUtcNow());
            say(aside is null ? $"{target.Server} is in {target.Folder}." : $"{target.Server} is in {target.Folder}. What was there is in {aside}: delete it when nobody misses anything.");
            Directory.Delete(target.Unfinished, recursive: true);
        }
    }
}
