using System.Text.Json;
using System.Text.Json.Serialization;
using Valerix.LoadTest.Load;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Reports;

/// <summary>A run for programs to read.</summary>
internal static class ResultsJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Task WriteAsync(Stream stream, LoadResult result, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, Of(result), _options, cancellationToken);

    private static object Of(LoadResult result)
    {
        var summary = Summary.Of(result);
        return new
        {
            result.Run,
            result.StartedAt,
            result.Plan,
            result.IsCutShort,
            Verdict = result.IsBroken ? "broken" : "held",
            Orders = summary.Orders,
            result.Unsent,
            SellingSeconds = summary.SellingSeconds,
            OrdersPerSecond = summary.OrdersPerSecond,
            SettledAfterSeconds = result.SettledAfter?.TotalSeconds,
            FirstAnswers = summary.First.ToDictionary(pair => JsonNamingPolicy.CamelCase.ConvertName(pair.Key.ToString()), pair => pair.Value),
            FinalStatuses = summary.Final,
            LatencyMs = Summary.Percents.ToDictionary(Words.Percent, summary.Latency.At),
            Invariants = result.Findings.Select(finding => new { finding.Rule, finding.Looked, Holds = !finding.IsBroken, finding.Count, finding.Violations }),
            Affected = result.Affected.Select(Of),
            Gauge = result.Gauge.Select(reading => new { AtSeconds = reading.At.TotalSeconds, reading.MeanMs, reading.Status }),
        };
    }

    private static object Of(OrderTrace trace) => new
    {
        trace.Number,
        trace.OrderId,
        DueSeconds = trace.Due.TotalSeconds,
        FirstAnswer = trace.First,
        FirstAnswerTookMs = trace.FirstTook.TotalMilliseconds,
        Final = Summary.FinalOf(trace),
        ToldAfterSeconds = (trace.ToldAt - trace.Due)?.TotalSeconds,
        SettledAfterSeconds = (trace.SettledAt - trace.Due)?.TotalSeconds,
        Calls = trace.Attempts.Select(attempt => new { AtSeconds = attempt.At.TotalSeconds, TookMs = attempt.Took.TotalMilliseconds, attempt.Call, attempt.Said, attempt.Times }),
    };
}
