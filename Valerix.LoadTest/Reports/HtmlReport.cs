using System.Net;
using Valerix.LoadTest.Load;
using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Load.Selling;
using Valerix.LoadTest.Reports.Svg;

namespace Valerix.LoadTest.Reports;

/// <summary>A run as one page that needs nothing else: figures, plots, what must hold, and every order that did not go straight through.</summary>
internal sealed class HtmlReport(TextWriter page, LoadResult result)
{
    private const string StyleSheet = "Valerix.LoadTest.Reports.report.css";

    private readonly Summary _summary = Summary.Of(result);
    private readonly Timeline _timeline = Timeline.Of(result.Traces);

    public void Write()
    {
        page.WriteLine("<!DOCTYPE html>");
        page.WriteLine("<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.WriteLine($"<title>Valerix under load: {Text(result.Run)}</title><style>{ReadStyles()}</style></head><body>");
        WriteHead();
        if (result.Traces.Count > 0) WritePlots();
        WriteFindings();
        WriteAffected();
        page.WriteLine("</body></html>");
    }

    private void WriteHead()
    {
        page.WriteLine($"<h1>Valerix under load</h1><p class=\"quiet\">{result.StartedAt:yyyy-MM-dd HH:mm:ss} UTC, {Text(result.Run)}</p><p>{Text(result.Plan)}</p>");
        if (result.IsCutShort) page.WriteLine("<p><strong>Ended early.</strong></p>");
        if (result.Unsent > 0) page.WriteLine($"<p><strong>{result.Unsent:N0} orders were due and could not be sent in time.</strong></p>");

        var broken = result.Findings.Count(finding => finding.IsBroken);
        page.WriteLine(broken == 0
            ? "<p class=\"verdict good\">Everything that must hold held.</p>"
            : $"<p class=\"verdict bad\">{broken} of {result.Findings.Count} things that must hold did not.</p>");

        page.WriteLine("<dl class=\"tiles\">");
        WriteTile("Orders", Words.Number(_summary.Orders));
        WriteTile("Orders a second", Words.Number(_summary.OrdersPerSecond));
        WriteTile("Selling took", Words.Seconds(result.SellingTook));
        WriteTile("Half waited at most", Words.Milliseconds(_summary.Latency.At(50)));
        WriteTile("99 of 100 waited at most", Words.Milliseconds(_summary.Latency.At(99)));
        WriteTile("Affected", Words.Number(_summary.Affected));
        WriteTile("All settled after", result.SettledAfter is { } after ? Words.Seconds(after) : $"not in {LoadRun.SettleBound.TotalSeconds:0} s");
        foreach (var (told, count) in _summary.First.OrderBy(pair => pair.Key)) WriteTile($"First: {Words.Of(told)}", Words.Number(count));
        foreach (var (status, count) in _summary.Final.OrderBy(pair => pair.Key)) WriteTile($"In the end: {status}", Words.Number(count));
        page.WriteLine("</dl>");
    }

    private void WriteTile(string name, string value) => page.WriteLine($"<div><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>");

    private void WritePlots()
    {
        var slices = _timeline.Slices.Where(slice => slice.Latency.Count > 0).ToList();
        var middle = _timeline.SliceSeconds / 2;
        Series Curve(string name, string style, double percent) =>
            new(name, style, [.. slices.Select(slice => (slice.AtSeconds + middle, slice.Latency.At(percent)))]);

        WriteSection(
            "Latency over time",
            "Until the first answer, counted from when the order was due.",
            Plot.OfLatency("Latency over time", [Curve("half", "p50", 50), Curve("99 of 100", "p99", 99), Curve("slowest", "max", 100)]));
        WriteSection(
            "Percentiles",
            "So many of hundred waited at most that long.",
            Plot.OfPercentiles("Percentiles of latency", [.. Summary.Percents.Select(percent => (Words.Percent(percent), _summary.Latency.At(percent)))]));
        WriteSection(
            "Outcomes over time",
            $"First answers in each {_timeline.SliceSeconds:0.##} s.",
            Plot.OfStacks("Outcomes over time", _timeline.SliceSeconds, [.. _summary.First.Keys.Order().Select(LayerOf)]));
        if (result.Gauge is [{ ThresholdMs: var threshold }, ..])
        {
            WriteSection(
                "The system's own gauge",
                "Mean latency of its last 30 seconds; above the dashed line it is red.",
                Plot.OfLatency("Gauge", [new("mean", "p50", [.. result.Gauge.Select(reading => (reading.At.TotalSeconds, reading.MeanMs))])], threshold));
        }
    }

    private Series LayerOf(FirstResponse told) => new(
        Words.Of(told),
        told.ToString().ToLowerInvariant(),
        [.. _timeline.Slices.Select(slice => (slice.AtSeconds, (double)slice.FirstResponses.GetValueOrDefault(told)))]);

    private void WriteSection(string title, string explanation, string content) =>
        page.WriteLine($"<section><h2>{Text(title)}</h2><p class=\"quiet\">{Text(explanation)}</p>{content}</section>");

    private void WriteFindings()
    {
        page.WriteLine("<section><h2>What must hold</h2><div class=\"wide\"><table><thead><tr><th>Rule</th><th>Looked at</th><th>Result</th></tr></thead><tbody>");
        foreach (var finding in result.Findings) WriteFinding(finding);
        page.WriteLine("</tbody></table></div></section>");
    }

    private void WriteFinding(Finding finding)
    {
        var violations = string.Concat(finding.Violations.Select(violation => $"<li>{Text(violation)}</li>"));
        page.WriteLine($"<tr><td>{Text(finding.Rule)}{(finding.IsBroken ? $"<ul>{violations}</ul>" : "")}</td><td>{Text(finding.Looked)}</td>"
            + $"<td><span class=\"verdict {(finding.IsBroken ? $"bad\">broken {finding.Count:N0} times" : "good\">holds")}</span></td></tr>");
    }

    private void WriteAffected()
    {
        page.WriteLine($"<section><h2>Affected orders: {_summary.Affected:N0}</h2>"
            + $"<p class=\"quiet\">Every order that was not told yes or no within {LoadResult.Slow.TotalSeconds:0} s, or needed more calls than usual.</p>"
            + "<div class=\"wide\"><table class=\"orders\"><thead><tr><th>Order</th><th>Due</th><th>First told</th><th>All calls</th><th>What became of it</th><th>Settled after</th></tr></thead><tbody>");
        foreach (var trace in result.Affected) WriteAffected(trace);
        page.WriteLine("</tbody></table></div></section>");
    }

    private void WriteAffected(OrderTrace trace)
    {
        var calls = string.Join("<br>", trace.Attempts.Select(attempt =>
            $"{attempt.At.TotalSeconds:0.000} s {Text(attempt.Call)}{(attempt.Times > 1 ? $" {attempt.Times} times" : "")}: "
            + $"{Text(attempt.Said)} after {Words.Milliseconds(attempt.Took.TotalMilliseconds)}"));
        page.WriteLine($"<tr><td data-name=\"Order\">{trace.Number} <code>{trace.OrderId}</code></td>"
            + $"<td data-name=\"Due\">{trace.Due.TotalSeconds:0.000} s</td>"
            + $"<td data-name=\"First told\">{Words.Of(trace.First)} after {Words.Milliseconds(trace.FirstTook.TotalMilliseconds)}</td>"
            + $"<td data-name=\"All calls\">{calls}</td>"
            + $"<td data-name=\"Became\">{Text(Summary.FinalOf(trace))}</td>"
            + $"<td data-name=\"Settled after\">{(trace.SettledAt is { } at ? Words.Seconds(at - trace.Due) : "never")}</td></tr>");
    }

    private static string Text(object text) => WebUtility.HtmlEncode(text.ToString()!);

    private static string ReadStyles()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream(StyleSheet)!);
        return reader.ReadToEnd();
    }
}
