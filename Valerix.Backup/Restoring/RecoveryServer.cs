using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using Valerix.AppHost.Postgres;
using Valerix.Backup.Postgres;

namespace Valerix.Backup.Restoring;

/// <summary>Has PostgreSQL itself carry a base backup on to a moment. Nothing can connect meanwhile.</summary>
internal sealed partial class RecoveryServer(string dataFolder, string logFolder, Action<string> say)
{
    private const string IsReady = "database system is ready to accept connections";

    private readonly List<string> _output = [];

    /// <param name="to">The moment; null for the end of the log.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>When the last transaction was committed that is there now, in PostgreSQL's words; null when the log held none.</returns>
    /// <exception cref="BackupException">The moment could not be reached.</exception>
    public async Task<string?> RecoverAsync(DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var socket = Directory.CreateTempSubdirectory("valerix-").FullName;
        if (UnprivilegedUser.IsNeeded) await Tool.RunAsync("chown", [UnprivilegedUser.Name, socket], null, cancellationToken);
        try
        {
            return await RecoverAsync(to, socket, cancellationToken);
        }
        finally
        {
            Directory.Delete(socket, recursive: true);
        }
    }

    private async Task<string?> RecoverAsync(DateTimeOffset? to, string socket, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(dataFolder, "recovery.signal"), "", cancellationToken);
        var major = int.Parse(await File.ReadAllTextAsync(Path.Combine(dataFolder, "PG_VERSION"), cancellationToken), CultureInfo.InvariantCulture);
        // On the command line, so that the restored server's own files stay as they were.
        string[] settings =
        [
            $"restore_command=cp \"{logFolder}/%f\" \"%p\"", "recovery_target_timeline=current", "recovery_target_action=promote",
            .. to is { } moment ? [$"recovery_target_time={moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00"] : Array.Empty<string>(),
            // A server has to listen somewhere: in a folder that nobody else can enter. Its path is short, as that of a socket has to be.
            "hot_standby=off", "listen_addresses=", $"unix_socket_directories={socket}", "logging_collector=off", "log_destination=stderr", "lc_messages=C", "log_min_messages=info",
        ];
        var (command, arguments) = UnprivilegedUser.Run(
            PostgresTools.OfMajor(major).Program("postgres"), ["-D", dataFolder, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var result = Cli.Wrap(command)
            .WithArguments(arguments)
            // A user without rights may not enter the current folder.
            .WithWorkingDirectory("/")
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Hear(line, stopping)))
            .WithValidation(CommandResultValidation.None)
            // SIGINT is PostgreSQL's fast shutdown, which leaves a data directory that is whole.
            .ExecuteAsync(CancellationToken.None, stopping.Token);
        try
        {
            await result;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Stopped since it was ready.
        }

        if (!_output.Exists(line => line.Contains(IsReady, StringComparison.Ordinal))) throw Failure(to);
        return _output.Select(line => LastTransaction().Match(line)).LastOrDefault(match => match.Success)?.Groups["time"].Value;
    }

    private void Hear(string line, CancellationTokenSource stopping)
    {
        _output.Add(line);
        if (Restored().Match(line) is { Success: true, Groups: var groups }) say($"  log replayed: {groups["segment"].Value}");
        if (line.Contains(IsReady, StringComparison.Ordinal)) stopping.Cancel();
    }

    private BackupException Failure(DateTimeOffset? to) =>
        _output.Exists(line => line.Contains("recovery ended before configured recovery target was reached", StringComparison.Ordinal))
            ? new($"The log that is there ends before {to:yyyy-MM-ddTHH:mm:ssZ}: choose an earlier moment, or leave --to out to restore as far as it goes.")
            : new($"PostgreSQL could not restore it: {_output.LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal)) ?? _output.LastOrDefault() ?? "it said nothing."}");

    [GeneratedRegex("restored log file \"(?<segment>[0-9A-F]{24})\"")]
    private static partial Regex Restored();

    [GeneratedRegex(@"last completed transaction was at log time (?<time>\S+ \S+)")]
    private static partial Regex LastTransaction();
}
