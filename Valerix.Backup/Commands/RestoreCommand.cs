using System.CommandLine;
using Valerix.Backup.Restoring;

namespace Valerix.Backup.Commands;

/// <summary>Both servers as they were at a moment.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var to = CommandExtensions.Moment();
        var into = new Option<string>("--into") { Description = "The folder that gets a data directory for each server.", Required = true };
        var replace = new Option<bool>("--replace") { Description = "Moves data that is there aside, after a question." };
        var yes = new Option<bool>("--yes") { Description = "Answers that question." };
        var command = new Command("restore", "Restores both servers to a moment, beside the running ones or in their place.") { to, into, replace, yes };
        return command.Does(async (arguments, cancellationToken) =>
        {
            await new Restore(BackupSettings.Places(), BackupSettings.Key(), TimeProvider.System, Console.WriteLine).RunAsync(
                BackupSettings.ServerNames,
                Path.GetFullPath(arguments.GetRequiredValue(into)),
                arguments.GetValue(to),
                arguments.GetValue(replace),
                () => arguments.GetValue(yes) || IsAnsweredYes(),
                cancellationToken);
            return ExitCodes.Done;
        });
    }

    private static bool IsAnsweredYes()
    {
        Console.Write("Put the restored data in the place of what is there? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
