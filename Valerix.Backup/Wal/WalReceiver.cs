using CliWrap;
using Valerix.Backup.Postgres;

namespace Valerix.Backup.Wal;

/// <summary>Receives a server's log into a folder as it is written, by <c>pg_receivewal</c>.</summary>
internal sealed class WalReceiver(ServerAddress server, string folder, Action<string> say)
{
    /// <summary>The server keeps the log that this slot has not received yet, up to its own max_slot_wal_keep_size.</summary>
    private const string Slot = "valerix_backup";

    /// <summary>Runs until it is cancelled; a server that is away is tried again every five seconds.</summary>
    /// <exception cref="BackupException">It can't be done: a wrong password, or a log that the server has no more.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        // The places have what was received of the segment under way. Without the file here, it is received again from its start.
        foreach (var partial in Directory.EnumerateFiles(folder, $"*{WalFile.Partial}")) File.Delete(partial);

        var program = PostgresTools.Newest.Program("pg_receivewal");
        await Tool.RunAsync(program, [.. server.Arguments, "--slot", Slot, "--create-slot", "--if-not-exists"], server.Environment, cancellationToken);
        try
        {
            // Written to disk as it comes, and the server is told, so that it keeps no more than it has to.
            await Cli.Wrap(program)
                .WithArguments([.. server.Arguments, "--directory", folder, "--slot", Slot, "--synchronous"])
                .WithEnvironmentVariables(server.Environment)
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line => say($"{server.Name}: {line}")))
                // SIGINT lets it finish what it has.
                .ExecuteAsync(CancellationToken.None, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ended as asked.
        }
        catch (CliWrap.Exceptions.CommandExecutionException exception)
        {
            throw new BackupException($"The log of {server.Name} is received no more: see what pg_receivewal said above, and docs/backup.md for what to do.", exception);
        }
    }
}
