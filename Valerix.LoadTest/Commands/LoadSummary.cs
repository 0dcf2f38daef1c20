using Spectre.Console;
using Valerix.LoadTest.Load;
using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Commands;

/// <summary>A run's outcome on the console.</summary>
internal static class LoadSummary
{
    private const int MaxListed = 5;

    public static void Print(IAnsiConsole console, LoadResult result)
    {
        console.Write(FiguresOf(result, Summary.Of(result)));
        console.Write(FindingsOf(result.Findings));
        foreach (var violation in result.Findings.SelectMany(finding => finding.Violations.Take(MaxListed)))
        {
            console.MarkupLineInterpolated($"[red]{violation}[/]");
        }

        if (result.IsCutShort) console.MarkupLine("[yellow]Ended early.[/]");
        console.MarkupLine(result.IsBroken ? "[red]Something that must hold did not.[/]" : "[green]Everything that must hold held.[/]");
    }

    private static Table FiguresOf(LoadResult result, Summary summary)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        void Row(string name, string value) => table.AddRow(new Text(name), new Text(value));

        Row("Orders", Words.Number(summary.Orders));
        if (result.Unsent > 0) Row("Due, but never sent", Words.Number(result.Unsent));
        Row("Orders a second", Words.Number(summary.OrdersPerSecond));
        Row("Selling took", Words.Seconds(result.SellingTook));
        foreach (var (told, count) in summary.First.OrderBy(pair => pair.Key)) Row($"First answer: {Words.Of(told)}", Words.Number(count));
        Row("Latency " + string.Join(" / ", Summary.Percents.Select(Words.Percent)), string.Join(" / ", Summary.Percents.Select(percent => Words.Milliseconds(summary.Latency.At(percent)))));
        foreach (var (status, count) in summary.Final.OrderBy(pair => pair.Key)) Row($"In the end: {status}", Words.Number(count));
        Row("Affected orders, of them settled", $"{Words.Number(summary.Affected)}, {Words.Number(summary.AffectedSettled)}");
        Row("All settled after the faults' end", result.SettledAfter is { } after ? Words.Seconds(after) : $"not in {LoadRun.SettleBound.TotalSeconds:0} s");
        return table;
    }

    private static Table FindingsOf(IReadOnlyList<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("What must hold").AddColumn("Looked at").AddColumn("Result");
        foreach (var finding in findings)
        {
            table.AddRow(
                new Text(finding.Rule),
                new Text(finding.Looked),
                finding.IsBroken ? new Text($"broken {finding.Count:N0} times", Color.Red) : new Text("holds", Color.Green));
        }

        return table;
    }
}
