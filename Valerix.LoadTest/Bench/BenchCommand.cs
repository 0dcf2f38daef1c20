using System.CommandLine;
using System.Net.Sockets;
using Aspire.Hosting;
using Npgsql;
using Spectre.Console;
using Valerix.LoadTest.Bench.Http;
using Valerix.LoadTest.Bench.Phases;
using Valerix.LoadTest.Options;

namespace Valerix.LoadTest.Bench;

/// <summary>Measures everything in one run on one machine, and writes it down.</summary>
internal static class BenchCommand
{
    private static readonly string[] _phases = ["base", "strikes", "growth", "replicas", "overload"];

    public static Command Create(IAnsiConsole console)
    {
        var quick = new Option<bool>("--quick") { Description = "Two seconds for each measurement instead of six: to see whether it works." };
        var only = new Option<string[]>("--only") { Description = "Only these phases.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => _phases };
        only.AcceptOnlyFromAmong(_phases);
        var soak = OptionRules.Duration("--soak", "Then load it for so long, and watch its memory: 5m.").From(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));
        var output = new Option<FileInfo?>("--output") { Description = "Where to write it. [default: docs/benchmarks.md, or artifacts/benchmarks.md if not all of it was measured at length]" };
        var command = new Command("bench", "Measures Valerix against pgbench, in Release, and writes docs/benchmarks.md. Takes about a quarter of an hour, and the soak on top.") { quick, only, soak, output };
        command.SetAction((arguments, cancellationToken) =>
        {
            var (isQuick, phases) = (arguments.GetValue(quick), arguments.GetRequiredValue(only));
            var isWhole = !isQuick && phases.Length == _phases.Length && Machine.IsRelease;
            var file = arguments.GetValue(output) ?? new(isWhole ? Path.Combine(RepositoryRoot(), "docs", "benchmarks.md") : Path.Combine("artifacts", "benchmarks.md"));
            var words = $"dotnet run --project Valerix.LoadTest -c Release -- {string.Join(' ', arguments.Tokens.Select(token => token.Value))}";
            return RunAsync(console, isQuick, phases, arguments.GetValue(soak), file, words, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IAnsiConsole console, bool quick, string[] phases, TimeSpan? soak, FileInfo file, string command, CancellationToken cancellationToken)
    {
        if (!Machine.IsRelease) console.MarkupLine("[yellow]This is a build for debugging: its figures say nothing. Use -c Release.[/]");

        await InlineSockets.PreferAsync(cancellationToken);
        var report = new BenchReport();
        var context = new BenchContext(console, report, TimeSpan.FromSeconds(quick ? 1 : 2), TimeSpan.FromSeconds(quick ? 2 : 6));
        try
        {
            if (phases.Contains("base")) await BasePhase.RunAsync(context, cancellationToken);
            if (phases.Contains("strikes")) await StrikesPhase.RunAsync(context, cancellationToken);
            if (phases.Contains("growth")) await GrowthPhase.RunAsync(context, cancellationToken);
            if (phases.Contains("replicas")) await ReplicasPhase.RunAsync(context, cancellationToken);
            if (phases.Contains("overload")) await OverloadPhase.RunAsync(context, cancellationToken);
            if (soak is { } duration) await SoakPhase.RunAsync(context, duration, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Print(console, report);
            console.MarkupLine("[yellow]Ended early; nothing is written.[/]");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (
            exception is DistributedApplicationException or HttpRequestException or TimeoutException or OperationCanceledException or IOException or SocketException or NpgsqlException)
        {
            console.MarkupLineInterpolated($"[red]It could not be measured.[/] {exception.Message}");
            return ExitCodes.CouldNotRun;
        }

        Print(console, report);
        await MarkdownPage.WriteAsync(file, report, context.Machine, command, DateTimeOffset.UtcNow);
        console.WriteLine($"Written to {file.FullName}");
        return ExitCodes.PromisesKept;
    }

    private static void Print(IAnsiConsole console, BenchReport report)
    {
        foreach (var shown in report.Tables)
        {
            var table = new Table().Border(TableBorder.Rounded).Title(shown.Title.EscapeMarkup());
            foreach (var column in shown.Columns) table.AddColumn(column.EscapeMarkup());
            foreach (var row in shown.Rows) table.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
            console.Write(table);
        }

        foreach (var goal in report.Goals)
        {
            console.MarkupLineInterpolated($"{(goal.IsReached ? "yes" : "NO ")}  {goal.What}: [bold]{goal.ValueText}[/], {goal.TargetText}");
        }
    }

    /// <summary>The folder of the solution, from wherever this was started.</summary>
    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Valerix.sln"))) folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
