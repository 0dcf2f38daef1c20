using System.Globalization;

namespace Valerix.LoadTest.Bench;

/// <summary>A benchmark's outcome as a page of the documentation.</summary>
internal static class MarkdownPage
{
    public static async Task WriteAsync(FileInfo file, BenchReport report, IReadOnlyList<(string Name, string Value)> machine, string command, DateTimeOffset at)
    {
        file.Directory!.Create();
        await using var page = file.CreateText();
        await page.WriteLineAsync("# Benchmarks\n");
        await page.WriteLineAsync(
            $"""
            Written by the benchmark itself on {at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC; to have your own figures:

            ```sh
            {command}
            ```

            Only ratios within one run mean something on another machine. Generator, services and databases share one machine, so each
            takes processor time from the others. Every measurement starts with a warm-up that does not count; `p50` and `p99` are of what
            was answered 200 or 201. As in Production, the gremlin is not there, except where it strikes.

            | the machine | |
            |---|---|
            """);
        foreach (var (name, value) in machine) await page.WriteLineAsync($"| {name} | {value} |");

        if (report.Goals.Count > 0)
        {
            await page.WriteLineAsync("\n## Goals\n\n| what | measured | goal | reached |\n|---|--:|--:|---|");
            foreach (var goal in report.Goals) await page.WriteLineAsync($"| {goal.What} | {goal.ValueText} | {goal.TargetText} | {(goal.IsReached ? "yes" : "**no**")} |");
        }

        foreach (var table in report.Tables)
        {
            await page.WriteLineAsync($"\n## {table.Title}\n\n{table.Explanation}\n");
            await page.WriteLineAsync($"| {string.Join(" | ", table.Columns)} |");
            await page.WriteLineAsync($"|---{string.Concat(Enumerable.Repeat("|--:", table.Columns.Length - 1))}|");
            foreach (var row in table.Rows) await page.WriteLineAsync($"| {string.Join(" | ", row)} |");
        }
    }
}
