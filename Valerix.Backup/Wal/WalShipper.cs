using Valerix.Backup.Archive;
using Valerix.Backup.Sealing;

namespace Valerix.Backup.Wal;

/// <summary>Carries the log of one server from the folder where it is received into every place.</summary>
/// <remarks>A segment leaves the folder when all places have it. Until then the folder grows; the server's orders never wait for it.</remarks>
internal sealed class WalShipper(string server, string folder, Places places, BackupKey key, Action<string> say)
{
    private readonly IReadOnlyList<string> _targets = places.LogFolders(server);
    private DateTime _shippedPartial;
    private string _lastFailure = "";

    /// <summary>Carries every complete file.</summary>
    public async Task ShipCompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => !file.EndsWith(WalFile.Partial, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray())
        {
            if (!await ShipAsync(file, cancellationToken)) return;

            File.Delete(file);
            foreach (var target in _targets) File.Delete(Path.Combine(target, Path.GetFileName(file) + WalFile.Partial + BaseBackup.Extension));
        }
    }

    /// <summary>Carries the segment under way as far as it is written, unless nothing has come since.</summary>
    public async Task ShipPartialAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"*{WalFile.Partial}").ToArray())
        {
            var written = File.GetLastWriteTimeUtc(file);
            if (written != _shippedPartial && await ShipAsync(file, cancellationToken)) _shippedPartial = written;
        }
    }

    private async Task<bool> ShipAsync(string file, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(file);
        await using var copies = new CopyWriter(_targets, name);
        try
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await SealedFile.SealAsync(copies, key, WalFile.SealedName(server, name), target => content.CopyToAsync(target, cancellationToken), cancellationToken);
        }
        catch (FileNotFoundException)
        {
            // The segment was completed in this moment, and has another name now.
            return false;
        }

        var isEverywhere = copies.Finish(_ => name + BaseBackup.Extension) == _targets.Count;
        // The same sentence every second would bury all others.
        var failure = string.Join(' ', copies.Failures);
        if (failure != _lastFailure && failure.Length > 0) say(failure);
        _lastFailure = failure;
        return isEverywhere;
    }
}
