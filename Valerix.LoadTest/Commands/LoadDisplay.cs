using System.Diagnostics;
using Spectre.Console;
using Valerix.LoadTest.Load;
using Valerix.LoadTest.Load.Selling;
using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Commands;

/// <summary>Shows how far a run is: a live table at a terminal, a line now and then where output is redirected.</summary>
internal sealed class LoadDisplay(IAnsiConsole console, LoadPlan plan, LoadProgress progress)
{
    private static readonly TimeSpan _liveInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _lineInterval = TimeSpan.FromSeconds(5);

    private readonly long _started = Stopwatch.GetTimestamp();
    private long _lastTick = Stopwatch.GetTimestamp();
    private int _lastDone;

    /// <summary>Follows a run to its end.</summary>
    public async Task<LoadResult> FollowAsync(Task<LoadResult> run)
    {
        if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi)
        {
            await console.Live(new Text("")).AutoClear(true).StartAsync(context => TickAsync(run, _liveInterval, () => context.UpdateTarget(TableOf(Read()))));
        }
        else
        {
            await TickAsync(run, _lineInterval, () => console.WriteLine(string.Join("  ", Read().Select(row => row.Value))));
        }

        return await run;
    }

    private static async Task TickAsync(Task run, TimeSpan interval, Action show)
    {
        using var timer = new PeriodicTimer(interval);
        while (await Task.WhenAny(run, timer.WaitForNextTickAsync().AsTask()) != run) show();
    }

    private List<(string Name, string Value)> Read()
    {
        var (told, recentMs) = progress.Take();
        var done = told.Sum();
        var rate = (done - _lastDone) / Stopwatch.GetElapsedTime(_lastTick).TotalSeconds;
        (_lastTick, _lastDone) = (Stopwatch.GetTimestamp(), done);
        var latency = new Percentiles(recentMs);
        var answers = Enum.GetValues<FirstResponse>().Where(it => told[(int)it] > 0).Select(it => $"{Words.Of(it)} {told[(int)it]:N0}");
        List<(string, string)> rows =
        [
            ("Time", $"{Stopwatch.GetElapsedTime(_started):mm\\:ss} {progress.Phase}"),
            ("Orders", plan.Duration is null ? $"{done:N0} of {plan.Orders:N0}" : $"{done:N0}"),
            ("Rate", $"{rate:N0}/s"),
            ("Told", string.Join(", ", answers)),
        ];
        if (latency.Count > 0) rows.Add(("Latency", $"p50 {Words.Milliseconds(latency.At(50))}, p99 {Words.Milliseconds(latency.At(99))}, max {Words.Milliseconds(latency.Max)}"));
        if (progress.InAftercare() is > 0 and var inTrouble) rows.Add(("In trouble", $"{inTrouble:N0} looked after"));
        if (progress.Gauge() is { } gauge) rows.Add(("Gauge", $"{gauge.Status}, mean {Words.Milliseconds(gauge.MeanMs)}"));
        return rows;
    }

    private static Table TableOf(List<(string Name, string Value)> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        foreach (var (name, value) in rows) table.AddRow(new Text(name, Color.Grey), new Text(value));
        return table;
    }
}
