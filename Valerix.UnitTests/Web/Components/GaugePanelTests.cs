using AngleSharp.Text;
using Bunit;
using Valerix.Web.Clients;
using Valerix.Web.Components.Gauge;
using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.Components;

public sealed class GaugePanelTests : BunitContext
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 30, TimeSpan.Zero);

    [Fact]
    public void Red_is_said_in_words_with_a_sign_and_the_number()
    {
        var panel = Show(new(Report(LatencyStatus.Red, meanMs: 1_234.4), _now));

        Words(panel).ShouldStartWith("Response time ! red 1,234 ms");
        panel.FindAll("[data-status]").ShouldHaveSingleItem().GetAttribute("data-status").ShouldBe("red");
        panel.FindAll("rect.over").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_reader_who_sees_no_bars_is_told_what_they_show() =>
        Show(new(Report(LatencyStatus.Green, meanMs: 12), _now)).FindAll("[aria-label]").ShouldHaveSingleItem().GetAttribute("aria-label")
            .ShouldBe("The last 30 seconds: mean 12 ms of 7 calls; 1 seconds above the limit.");

    [Fact]
    public void Before_the_first_reading_there_is_a_placeholder() => Words(Show(new())).ShouldBe("Response time Loading");

    [Fact]
    public void An_old_reading_is_shown_as_old()
    {
        var panel = Show(new(Report(LatencyStatus.Green, meanMs: 12), _now - TimeSpan.FromSeconds(5), "takes too long to answer"));

        Words(panel).ShouldContain("Order API takes too long to answer. This is the last that was known (5 s ago).");
    }

    private static LatencyReport Report(LatencyStatus status, double meanMs) => new(
        30, 1_000, meanMs, 2_000, 7, status,
        [.. Enumerable.Range(0, 30).Select(i => new LatencySecond(_now.AddSeconds(i - 29), i == 3 ? 7 : 0, i == 3 ? 1_500 : 0))],
        RedMinutesToday: 2);

    private static string Words(IRenderedComponent<GaugePanel> panel) => panel.Find("section").TextContent.CollapseAndStrip();

    private IRenderedComponent<GaugePanel> Show(PolledValue<LatencyReport> gauge) =>
        Render<GaugePanel>(parameters => parameters.Add(panel => panel.Gauge, gauge).Add(panel => panel.Now, _now));
}
