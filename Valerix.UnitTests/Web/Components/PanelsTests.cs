using Valerix.Web.Clients;
using Valerix.Web.Components.Gremlin;
using Valerix.Web.Components.Health;
using Valerix.Web.Components.Orders;
using Valerix.Web.Gremlin;
using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.Components;

/// <summary>What the panels say while nothing, little or something bad is known.</summary>
public sealed class PanelsTests
{
    [Fact]
    public async Task Orders_that_are_not_known_yet_and_orders_that_there_are_not_look_different()
    {
        (await OrdersAsync(new())).Words.ShouldContain("Loading");
        (await OrdersAsync(new(new Operations([], [], 0, 0, 0, "Closed")))).Words.ShouldContain("No orders yet.");
    }

    [Fact]
    public async Task An_order_that_took_long_is_marked_and_counted()
    {
        RecentOrder quick = new(Answers.Confirmed, 42), slow = new(Answers.Confirmed with { Id = Guid.CreateVersion7() }, 2_750);

        var list = await OrdersAsync(new(new Operations([quick, slow], [slow], 0, 0, 0, "Closed")));

        list.Words.ShouldContain("Delayed (1)");
        list.Words.ShouldContain("42 ms");
        list.Words.ShouldContain("2.75 s");
        list.Count("order-took late").ShouldBe(1);
    }

    [Fact]
    public async Task An_ill_database_is_said_with_its_reason_and_a_service_that_is_away_with_its_own()
    {
        var ill = new ServiceReport(
            HealthState.Unhealthy, new Dictionary<string, ServiceCheck> { ["ordersdb"] = new(HealthState.Unhealthy, "The database does not answer.") });

        var panel = await Html.OfAsync<HealthPanel>(new()
        {
            [nameof(HealthPanel.OrderApi)] = new Reading<ServiceReport>(ill),
            [nameof(HealthPanel.InventoryApi)] = new Reading<ServiceReport>(Trouble: "does not answer: nothing listens at its address"),
            [nameof(HealthPanel.Operations)] = new Reading<Operations>(new([], [], 3, 12, 1, "HalfOpen")),
        });

        panel.Words.ShouldContain("Unhealthy: The database does not answer.");
        panel.Words.ShouldContain("Inventory API ! Away It does not answer: nothing listens at its address.");
        panel.Words.ShouldContain("half-open");
    }

    [Fact]
    public async Task The_preset_in_force_is_the_one_that_is_pressed()
    {
        var panel = await GremlinAsync(new(GremlinPreset.Slow.Plan));

        panel.Attributes("aria-pressed").ShouldBe(["false", "true", "false", "false", "false"]);
        panel.Words.ShouldEndWith(GremlinPreset.Slow.Sentence);
        (await GremlinAsync(new(FaultPlan.Off with { Drop = new(3) }))).Words.ShouldEndWith("A plan of somebody's own is in force.");
    }

    [Fact]
    public async Task Where_the_gremlin_is_not_allowed_there_are_no_switches() =>
        (await GremlinAsync(new(Trouble: "answers 404 (Not Found)"))).Count("<button").ShouldBe(0);

    private static Task<Html> OrdersAsync(Reading<Operations> operations) =>
        Html.OfAsync<OrderList>(new() { [nameof(OrderList.Operations)] = operations, [nameof(OrderList.Now)] = DateTimeOffset.UnixEpoch });

    private static Task<Html> GremlinAsync(Reading<FaultPlan> plan) => Html.OfAsync<GremlinPanel>(new() { [nameof(GremlinPanel.Plan)] = plan });
}
