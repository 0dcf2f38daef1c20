using System.CommandLine;
using Valerix.Backup.Archive;
using Valerix.Backup.Sealing;
using Valerix.Backup.Wal;

namespace Valerix.Backup.Commands;

/// <summary>Opens every copy in every place, and says which are damaged or missing.</summary>
internal static class VerifyCommand
{
    public static Command Create() => new Command("verify", "Opens every copy in every place, and says which are damaged or missing.").Does(async (_, cancellationToken) =>
    {
        var (places, key) = (BackupSettings.Places(), BackupSettings.Key());
        var findings = 0;
        foreach (var server in BackupSettings.ServerNames)
        {
            var backups = places.BaseBackups(server);
            if (backups.Count == 0) findings += Say($"There is no base backup of {server}: run 'backup'.");
            foreach (var backup in backups) findings += await CheckAsync(places.BaseFolders, backup.FileName, BaseBackup.SealedName(server), key, cancellationToken);

            var names = WalTrail.FileNames(places.LogFolders(server)).Where(name => name.EndsWith(BaseBackup.Extension, StringComparison.Ordinal)).ToArray();
            foreach (var name in names)
            {
                findings += await CheckAsync(places.LogFolders(server), name, WalFile.SealedName(server, name[..^BaseBackup.Extension.Length]), key, cancellationToken);
            }

            foreach (var first in names.Select(name => WalFile.Parse(Path.GetFileNameWithoutExtension(name))).OfType<WalFile>().GroupBy(file => file.Timeline))
            {
                if (WalTrail.From(first.MinBy(file => file.Number)!, names).Missing is { } missing)
                {
                    findings += Say($"Segment {missing.Name} of the log of {server} is missing in every place: take a base backup now; moments between it and that one are lost.");
                }
            }
        }

        Console.WriteLine(findings == 0 ? "Every copy in every place is whole." : $"{findings} findings.");
        return findings == 0 ? ExitCodes.Done : ExitCodes.Incomplete;
    });

    private static async Task<int> CheckAsync(IEnumerable<string> folders, string fileName, string sealedName, BackupKey key, CancellationToken cancellationToken)
    {
        var findings = 0;
        foreach (var path in folders.Select(folder => Path.Combine(folder, fileName)))
        {
            try
            {
                await using var file = File.OpenRead(path);
                await SealedFile.OpenAsync(file, key, sealedName, plain => plain.CopyToAsync(Stream.Null, cancellationToken), cancellationToken);
            }
            catch (Exception exception) when (exception is BackupException or IOException)
            {
                findings += Say($"{path}: {exception.Message}");
            }
        }

        return findings;
    }

    private static int Say(string finding)
    {
        Console.WriteLine(finding);
        return 1;
    }
}
