using System.Text.Json;
using System.Text.RegularExpressions;
using Valerix.LoadTest.Load.Selling;
using Valerix.LoadTest.Load;
using Valerix.LoadTest.Reports;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.UnitTests.LoadTest.Reports;

public sealed partial class HtmlReportTests
{
    private static readonly Guid _late = Guid.NewGuid();
    private static readonly Guid _quick = Guid.NewGuid();

    private readonly LoadResult _result = new()
    {
        Run = "load-test",
        Plan = new()
        {
            Orders = 3, Duration = null, Concurrency = 1, Rate = null, Skus = 1, Stock = null, Ship = false, Gremlin = GremlinPlan.Off, Seed = 1,
        },
        StartedAt = DateTimeOffset.UnixEpoch,
        SellingTook = TimeSpan.FromSeconds(3),
        SettledAfter = TimeSpan.Zero,
        IsCutShort = false,
        Traces =
        [
            TraceOf(1, _quick, (FirstResponse.Confirmed, 5, "201 Confirmed")),
            TraceOf(2, _late, (FirstResponse.Accepted, 2000, "202 Pending"), (FirstResponse.Accepted, 8, "200 Confirmed")),
            TraceOf(3, null, (FirstResponse.NoAnswer, 10, "cut <b>connection</b>")),
        ],
        Unsent = 0,
        Gauge = [new(TimeSpan.FromSeconds(1), 12, 1000, "green")],
        Findings = [new("It holds", "3 orders", [], 0), new("It doesn't", "3 orders", ["1 < 2"], 1)],
    };

    [Fact]
    public void It_lists_every_affected_order_and_no_other()
    {
        var page = Write();

        page.ShouldContain(_late.ToString());
        page.ShouldNotContain(_quick.ToString());
        page.ShouldContain("Affected orders: 2");
        page.ShouldContain("202 Pending after 2.00 s");
        page.ShouldContain("given up");
    }

    [Fact]
    public void It_needs_nothing_from_elsewhere_and_trusts_no_text()
    {
        var page = Write();

        Reference().Matches(page).ShouldBeEmpty();
        page.ShouldNotContain("<script");
        page.ShouldContain("cut &lt;b&gt;connection&lt;/b&gt;");
        page.ShouldContain("1 &lt; 2");
        page.ShouldContain("prefers-color-scheme: dark");
    }

    [Fact]
    public void It_says_what_is_broken() => Write().ShouldContain("1 of 2 things that must hold did not.");

    [Fact]
    public void It_draws_the_gauge_only_where_there_is_one()
    {
        Svg().Count(Write()).ShouldBe(4);
        Svg().Count(Write(_result with { Gauge = [] })).ShouldBe(3);
    }

    [Fact]
    public async Task The_results_say_the_same_to_programs()
    {
        using var stream = new MemoryStream();
        await ResultsJson.WriteAsync(stream, _result, CancellationToken.None);
        var results = JsonDocument.Parse(stream.ToArray()).RootElement;

        results.GetProperty("verdict").GetString().ShouldBe("broken");
        results.GetProperty("affected").GetArrayLength().ShouldBe(2);
        results.GetProperty("firstAnswers").GetProperty("noAnswer").GetInt32().ShouldBe(1);
        results.GetProperty("latencyMs").GetProperty("max").GetDouble().ShouldBe(2000);
    }

    private string Write(LoadResult? result = null)
    {
        using var page = new StringWriter();
        new HtmlReport(page, result ?? _result).Write();
        return page.ToString();
    }

    private static OrderTrace TraceOf(int number, Guid? id, params (FirstResponse FirstResponse, double Ms, string Said)[] answers)
    {
        var at = TimeSpan.FromSeconds(number);
        var trace = new OrderTrace(number, at) { OrderId = id, Status = id is null ? null : "Confirmed" };
        foreach (var (told, ms, said) in answers)
        {
            trace.Note(new(at, TimeSpan.FromMilliseconds(ms), "POST /orders", said));
            at += TimeSpan.FromMilliseconds(ms);
            trace.Tell(told, at);
        }

        if (id is not null) trace.Settle(at);
        return trace;
    }

    [GeneratedRegex("(src|href)=|url\\(|@import")]
    private static partial Regex Reference();

    [GeneratedRegex("<svg")]
    private static partial Regex Svg();
}
