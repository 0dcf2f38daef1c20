using System.Text;
using CliWrap;

namespace Valerix.Backup.Postgres;

/// <summary>Runs PostgreSQL's tools to their end.</summary>
internal static class Tool
{
    /// <exception cref="BackupException">It failed; the sentence holds what it printed last.</exception>
    public static async Task RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken)
    {
        var errors = new StringBuilder();
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>())
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken);
        if (result.ExitCode != 0) throw new BackupException($"{Path.GetFileName(program)} failed: {LastLine(errors.ToString())}");
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("it said nothing.");
}
