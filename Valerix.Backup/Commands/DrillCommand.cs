using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Valerix.Backup.Postgres;
using Valerix.Backup.Restoring;

namespace Valerix.Backup.Commands;

/// <summary>A restore for practice: what has never been restored is no backup.</summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        var to = CommandExtensions.Moment();
        var command = new Command("drill", "Restores both servers into a passing folder, checks every page, and measures how long that took.") { to };
        return command.Does(async (arguments, cancellationToken) =>
        {
            var folder = Path.Combine(BackupSettings.Spool(), "drill");
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var watch = Stopwatch.StartNew();
            try
            {
                await new Restore(BackupSettings.Places(), BackupSettings.Key(), TimeProvider.System, Console.WriteLine)
                    .RunAsync(BackupSettings.ServerNames, folder, arguments.GetValue(to), isReplacing: false, () => false, cancellationToken);
                foreach (var server in BackupSettings.ServerNames) await CheckAsync(Path.Combine(folder, server), cancellationToken);

                Console.WriteLine($"The drill succeeded in {watch.Elapsed.TotalSeconds:0.0} s: both servers were restored, and every page has the right checksum.");
                return ExitCodes.Done;
            }
            finally
            {
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            }
        });
    }

    private static async Task CheckAsync(string data, CancellationToken cancellationToken)
    {
        var major = int.Parse(await File.ReadAllTextAsync(Path.Combine(data, "PG_VERSION"), cancellationToken), CultureInfo.InvariantCulture);
        await Tool.RunAsync(PostgresTools.OfMajor(major).Program("pg_checksums"), ["--check", "--pgdata", data], null, cancellationToken);
    }
}
