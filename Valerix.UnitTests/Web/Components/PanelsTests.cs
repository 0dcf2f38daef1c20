using AngleSharp.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Valerix.ServiceDefaults.Gremlin;
using Valerix.Web.Clients;
using Valerix.Web.Components.Gremlin;
using Valerix.Web.Components.Health;
using Valerix.Web.Components.Orders;
using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.Components;

/// <summary>What the panels say while nothing, little or something bad is known.</summary>
public sealed class PanelsTests : BunitContext
{
    public PanelsTests()
    {
        var api = new Answers(_ => new(HttpStatusCode.NotFound));
        Services.AddSingleton(api.OrdersClient).AddSingleton(api.InventoryClient).AddUser(Answers.Passes, user: null);
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
    }

    [Fact]
    public void Orders_that_are_not_known_yet_and_orders_that_there_are_not_look_different()
    {
        Orders(new()).Find(".placeholder").TextContent.ShouldContain("Loading");
        Orders(new(new Operations([], [], 0, 0, 0, "Closed"))).Find(".empty").TextContent.ShouldContain("No orders yet.");
    }

    [Fact]
    public void An_order_that_took_long_is_marked_and_counted()
    {
        RecentOrder quick = new(Answers.Confirmed, 42), slow = new(Answers.Confirmed with { Id = Guid.CreateVersion7() }, 2_750);

        var list = Orders(new(new Operations([quick, slow], [slow], 0, 0, 0, "Closed")));

        list.Find("[data-testid=show-delayed]").TextContent.ShouldBe("Delayed (1)");
        list.FindAll(".order-took").Select(took => took.TextContent).ShouldBe(["42 ms", "2.75 s"]);
        list.FindAll(".order-took.late").ShouldHaveSingleItem().TextContent.ShouldBe("2.75 s");
    }

    [Fact]
    public void An_ill_database_is_said_with_its_reason_and_a_service_that_is_away_with_its_own()
    {
        var ill = new ServiceReport(
            HealthState.Unhealthy, new Dictionary<string, ServiceCheck> { ["ordersdb"] = new(HealthState.Unhealthy, "The database does not answer.") });

        var panel = Render<HealthPanel>(parameters => parameters
            .Add(health => health.OrderApi, new(ill))
            .Add(health => health.InventoryApi, new(Trouble: "does not answer: nothing listens at its address"))
            .Add(health => health.Operations, new(new([], [], 3, 12, 1, "HalfOpen"))));

        panel.Find("[data-service='Order API'] .reason").TextContent.ShouldBe("Unhealthy: The database does not answer.");
        panel.Find("[data-service='Inventory API']").TextContent.CollapseAndStrip()
            .ShouldBe("Inventory API ! Away It does not answer: nothing listens at its address.");
        panel.Find("[data-testid=circuit]").TextContent.ShouldBe("half-open");
    }

    [Fact]
    public void The_preset_in_force_is_the_one_that_is_pressed()
    {
        var panel = Gremlin(new(GremlinPreset.Slow.Plan));

        panel.FindAll("[aria-pressed]").Select(button => button.GetAttribute("aria-pressed")).ShouldBe(["false", "true", "false", "false", "false"]);
        panel.Find("[data-testid=gremlin-says]").TextContent.ShouldBe(GremlinPreset.Slow.Sentence);
        Gremlin(new(GremlinPlan.Off with { Drop = new(3) })).Find("[data-testid=gremlin-says]").TextContent
            .ShouldBe("A plan of somebody's own is in force.");
    }

    [Fact]
    public void Where_the_gremlin_is_not_allowed_there_are_no_switches() =>
        Gremlin(new(Trouble: "answers 404 (Not Found)")).FindAll("button").ShouldBeEmpty();

    private IRenderedComponent<OrderList> Orders(PolledValue<Operations> operations) =>
        Render<OrderList>(parameters => parameters.Add(list => list.Operations, operations).Add(list => list.Now, DateTimeOffset.UnixEpoch));

    private IRenderedComponent<GremlinPanel> Gremlin(PolledValue<GremlinPlan> plan) =>
        Render<GremlinPanel>(parameters => parameters.Add(panel => panel.Plan, plan));
}
