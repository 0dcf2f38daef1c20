using System.CommandLine;
using Valerix.Backup;
using Valerix.Backup.Commands;

var root = new RootCommand("Backs both databases up, and restores them to a moment.")
{
    ArchiveCommand.Create(),
    BackupCommand.Create(),
    ListCommand.Create(),
    VerifyCommand.Create(),
    RestoreCommand.Create(),
    DrillCommand.Create(),
    FetchCommand.Create(),
};

// After Ctrl+C: as long as it may take to carry the last of the log.
var arguments = root.Parse(args);
var exitCode = await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
return arguments.Errors.Count > 0 ? ExitCodes.Failed : exitCode;
