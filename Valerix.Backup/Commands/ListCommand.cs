using System.CommandLine;
using Valerix.Backup.Archive;
using Valerix.Backup.Wal;

namespace Valerix.Backup.Commands;

/// <summary>Lists the copies in the archive; that needs no key.</summary>
internal static class ListCommand
{
    public static Command Create() => new Command("list", "Shows the base backups and how far the log goes.").Does((_, _) =>
    {
        var places = BackupSettings.Places();
        foreach (var server in BackupSettings.ServerNames) Show(places, server);
        return Task.FromResult(ExitCodes.Done);
    });

    private static void Show(Places places, string server)
    {
        Console.WriteLine(server);
        foreach (var backup in places.BaseBackups(server))
        {
            Console.WriteLine($"  base backup of {backup.TakenAt:yyyy-MM-ddTHH:mm:ssZ} in {Places.Count(places.BaseFolders, backup.FileName)} of {places.Folders.Count} places");
        }

        var folders = places.LogFolders(server);
        var names = WalTrail.FileNames(folders).ToArray();
        foreach (var timeline in names.Select(name => WalFile.Parse(Path.GetFileNameWithoutExtension(name))).OfType<WalFile>().GroupBy(file => file.Timeline))
        {
            var trail = WalTrail.From(timeline.MinBy(file => file.Number)!, names);
            Console.WriteLine($"  log from {trail.Segments[0].Name} to {trail.Segments[^1].Name}"
                + $"{(trail.Missing is { } missing ? $"; {missing.Name} is missing, so what comes after it needs a later base backup" : "")}");
        }

        var received = folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max();
        if (received > default(DateTime)) Console.WriteLine($"  the log was received last at {received:yyyy-MM-ddTHH:mm:ssZ}");
    }
}
