using System.CommandLine;
using Valerix.Backup.BaseBackups;
using Valerix.Backup.Daily;

namespace Valerix.Backup.Commands;

/// <summary>Base backups of both servers, and the old service's one call of the day.</summary>
internal static class BackupCommand
{
    /// <summary>How long the day's call may take, and how long reading back may.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var fast = new Option<bool>("--fast") { Description = "Has the servers write their checkpoints at once: sooner done, and felt more." };
        var command = new Command("backup", "Takes a verified base backup of both servers into every place, and hands it to the old service by the day's one call.") { fast };
        return command.Does((arguments, cancellationToken) => RunAsync(arguments.GetValue(fast), cancellationToken));
    }

    private static async Task<int> RunAsync(bool isFast, CancellationToken cancellationToken)
    {
        var (places, outbox) = (BackupSettings.Places(), new Outbox(BackupSettings.Outbox()));
        var taker = new BaseBackupTaker(BackupSettings.Spool(), BackupSettings.Key(), TimeProvider.System);
        var failures = new List<string>();
        foreach (var server in BackupSettings.Servers())
        {
            failures.AddRange(await taker.TakeAsync(server, isFast, [.. places.BaseFolders, outbox.Folder], cancellationToken));
            Console.WriteLine($"{server.Name}: a base backup was taken and verified.");
        }

        foreach (var failure in failures) await Console.Error.WriteLineAsync(failure);

        using var http = new HttpClient { BaseAddress = BackupSettings.Service(), Timeout = _patience };
        var record = new CallRecord([.. places.Folders.Append(outbox.Folder).Select(folder => Path.Combine(folder, "calls"))]);
        await new DailyCall(new(http), outbox, record, TimeProvider.System, Console.WriteLine).RunAsync(cancellationToken);
        return failures.Count > 0 ? ExitCodes.Incomplete : ExitCodes.Done;
    }
}
