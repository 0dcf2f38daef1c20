using Valerix.ServiceDefaults.Gremlin;
using Valerix.Web.Clients;
using Valerix.Web.Display;
using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.News;

public sealed class NewsReporterTests
{
    private static readonly Snapshot _before = Snapshot.Loading with
    {
        Gauge = new(Gauge(LatencyStatus.Green)),
        Gremlin = new(GremlinPlan.Off),
        Operations = new(new Operations([], [], 0, 0, 0, "Closed")),
        OrderApi = new(Report(HealthState.Healthy)),
        InventoryApi = new(Report(HealthState.Healthy)),
    };

    [Fact]
    public void What_stays_as_it_was_is_no_news() => NewsReporter.Compare(_before, _before).ShouldBeEmpty();

    [Fact]
    public void What_was_not_known_before_is_no_news() => NewsReporter.Compare(Snapshot.Loading, _before).ShouldBeEmpty();

    [Fact]
    public void The_gauge_turns_red_and_green()
    {
        var red = _before with { Gauge = new(Gauge(LatencyStatus.Red)) };

        Single(_before, red).Tone.ShouldBe(Tone.Bad);
        Single(red, _before).Tone.ShouldBe(Tone.Good);
    }

    [Fact]
    public void The_gremlin_is_called_by_its_presets_name() =>
        Single(_before, _before with { Gremlin = new(GremlinPreset.Slow.Plan) }).Text.ShouldContain("Slow");

    [Fact]
    public void A_service_that_goes_and_comes_back_is_told_once_each()
    {
        var away = _before with { InventoryApi = _before.InventoryApi with { Trouble = "does not answer" } };

        Single(_before, away).Text.ShouldBe("Inventory API does not answer.");
        NewsReporter.Compare(away, away).ShouldBeEmpty();
        Single(away, _before).Text.ShouldBe("Inventory API answers again.");
    }

    [Fact]
    public void An_ill_database_is_named_with_its_reason() =>
        Single(_before, _before with { OrderApi = new(Report(HealthState.Unhealthy)) }).Text.ShouldBe("db is Unhealthy. Why.");

    private static NewsItem Single(Snapshot before, Snapshot after) => NewsReporter.Compare(before, after).ShouldHaveSingleItem();

    private static LatencyReport Gauge(LatencyStatus status) => new(30, 1_000, 1_200, 0, 1, status, [], 0);

    private static ServiceReport Report(HealthState state) => new(state, new Dictionary<string, ServiceCheck> { ["db"] = new(state, "Why.") });
}
