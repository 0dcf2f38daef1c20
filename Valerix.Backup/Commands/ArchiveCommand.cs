using System.CommandLine;
using Valerix.Backup.Wal;

namespace Valerix.Backup.Commands;

/// <summary>The log of both servers, as it is written.</summary>
internal static class ArchiveCommand
{
    public static Command Create() =>
        new Command("archive", "Carries the log of both servers into every place as it is written, until it is told to end.").Does(async (_, cancellationToken) =>
        {
            var (spool, places, key) = (BackupSettings.Spool(), BackupSettings.Places(), BackupSettings.Key());
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var archives = BackupSettings.Servers().Select(server => new LogArchive(server, spool, places, key, Console.Error.WriteLine).RunAsync(ending.Token)).ToArray();
            Console.WriteLine("The log is archived. Ctrl+C ends it.");
            // When one of them can't go on, the other has its end carried too, and whatever watches this process starts it again.
            await Task.WhenAny(archives);
            await ending.CancelAsync();
            await Task.WhenAll(archives);
            return ExitCodes.Done;
        });
}
