using Valerix.Web.Clients;
using Valerix.Web.Components.Gauge;
using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.Components;

public sealed class GaugePanelTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 30, TimeSpan.Zero);

    [Fact]
    public async Task Red_is_said_in_words_with_a_sign_and_the_number()
    {
        var panel = await ShowAsync(new(Report(LatencyStatus.Red, meanMs: 1_234.4), _now));

        panel.Words.ShouldStartWith("Response time ! red 1,234 ms");
        panel.Attributes("data-status").ShouldBe(["red"]);
        panel.Count("<rect class=\"over\"").ShouldBe(1);
    }

    [Fact]
    public async Task A_reader_who_sees_no_bars_is_told_what_they_show() =>
        (await ShowAsync(new(Report(LatencyStatus.Green, meanMs: 12), _now))).Attributes("aria-label")
            .ShouldBe(["The last 30 seconds: mean 12 ms of 7 calls; 1 seconds above the limit."]);

    [Fact]
    public async Task Before_the_first_reading_there_is_a_placeholder() => (await ShowAsync(new())).Words.ShouldBe("Response time Loading");

    [Fact]
    public async Task An_old_reading_is_shown_as_old()
    {
        var panel = await ShowAsync(new(Report(LatencyStatus.Green, meanMs: 12), _now - TimeSpan.FromSeconds(5), "takes too long to answer"));

        panel.Words.ShouldContain("Order API takes too long to answer. This is the last that was known (5 s ago).");
    }

    private static LatencyReport Report(LatencyStatus status, double meanMs) => new(
        30, 1_000, meanMs, 2_000, 7, status,
        [.. Enumerable.Range(0, 30).Select(i => new LatencySecond(_now.AddSeconds(i - 29), i == 3 ? 7 : 0, i == 3 ? 1_500 : 0))],
        RedMinutesToday: 2);

    private static Task<Html> ShowAsync(Reading<LatencyReport> gauge) =>
        Html.OfAsync<GaugePanel>(new() { [nameof(GaugePanel.Gauge)] = gauge, [nameof(GaugePanel.Now)] = _now });
}
