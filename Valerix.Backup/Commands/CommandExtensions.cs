using System.CommandLine;

namespace Valerix.Backup.Commands;

internal static class CommandExtensions
{
    /// <summary>Runs <paramref name="run"/>; what can't be done is one sentence, and no stack trace buries it.</summary>
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        command.SetAction(async (arguments, cancellationToken) =>
        {
            try
            {
                return await run(arguments, cancellationToken);
            }
            catch (Exception exception) when (exception is BackupException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return ExitCodes.Failed;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Ended early.");
                return ExitCodes.Incomplete;
            }
        });
        return command;
    }

    /// <summary>The option that names a moment.</summary>
    public static Option<DateTimeOffset?> Moment() => new("--to")
    {
        Description = "The moment, such as 2026-11-25T10:00:00Z; without it, as far as the log goes.",
    };
}
