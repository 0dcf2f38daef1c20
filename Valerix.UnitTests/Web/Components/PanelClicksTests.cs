using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Valerix.ServiceDefaults.Gremlin;
using Valerix.Web.Clients;
using Valerix.Web.Components.Gremlin;
using Valerix.Web.Components.Orders;

namespace Valerix.UnitTests.Web.Components;

/// <summary>What a click in a panel asks of a service, and what the panel shows of the answer before the next reading.</summary>
public sealed class PanelClicksTests : BunitContext
{
    private readonly ClaimsPrincipal _operator = Answers.SignIns.SignIn(Answers.TheOperatorKey)!;
    private readonly Answers _api;
    private Func<HttpRequestMessage, HttpResponseMessage> _answer = _ => new(HttpStatusCode.NotFound);

    public PanelClicksTests()
    {
        _api = new(request => _answer(request));
        Services.AddSingleton(_api.OrdersClient).AddSingleton(_api.InventoryClient).AddUser(Answers.Passes, _operator);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task A_click_on_delayed_leaves_only_the_orders_that_took_long()
    {
        RecentOrder quick = new(Answers.Confirmed, 42), slow = new(Answers.Confirmed with { Id = Guid.CreateVersion7() }, 2_750);
        var list = Orders([quick, slow], [slow]);

        await list.Find("[data-testid=show-delayed]").ClickAsync(new());

        list.FindAll("[data-order-id]").Select(row => row.GetAttribute("data-order-id")).ShouldBe([$"{slow.Order.Id}"]);
        Pressed(list).ShouldBe(["false", "true"]);
    }

    [Fact]
    public async Task A_preset_that_is_clicked_is_set_at_Inventory_and_pressed_at_once()
    {
        _answer = request => new(HttpStatusCode.OK) { Content = request.Content };
        var panel = Gremlin();

        await ClickAsync(panel, GremlinPreset.Lossy);

        Pressed(panel).ShouldBe(["false", "false", "true", "false", "false"]);
        panel.Find("[data-testid=gremlin-says]").TextContent.ShouldBe(GremlinPreset.Lossy.Sentence);
        _api.Requests.ShouldBe([new(HttpMethod.Put, new("http://inventoryapi/gremlin"), null, Answers.TheOperatorKey)]);
    }

    [Fact]
    public async Task A_preset_that_Inventory_refuses_is_not_pressed_and_the_reason_is_said()
    {
        _answer = _ => Answers.Problem(HttpStatusCode.Unauthorized, "The operator key is another one.");
        var panel = Gremlin();

        await ClickAsync(panel, GremlinPreset.Crashing);

        Pressed(panel).ShouldBe(["true", "false", "false", "false", "false"]);
        panel.Find("[data-testid=gremlin-says].bad").TextContent.ShouldBe("The operator key is another one.");
    }

    [Fact]
    public async Task An_order_that_was_shipped_says_so_at_once_and_can_no_longer_be_shipped_or_cancelled()
    {
        var shipped = Answers.Confirmed with { Status = OrderStatus.Shipped, Message = "It is on its way.", UpdatedAt = Answers.Confirmed.UpdatedAt.AddSeconds(1) };
        _answer = _ => Answers.Json(HttpStatusCode.OK, shipped);
        var list = Orders([new(Answers.Confirmed, 42)], []);

        await list.Find("[aria-label^='Ship order']").ClickAsync(new());

        list.Find("[data-testid=status]").TextContent.ShouldBe("✓ Shipped");
        list.Find(".order-message").TextContent.ShouldBe("It is on its way.");
        list.FindAll(".actions button:disabled").Count.ShouldBe(2);
        _api.Requests.ShouldBe([new(HttpMethod.Post, new($"http://orderapi/orders/{shipped.Id}/ship"), null, Answers.TheOperatorKey)]);
    }

    [Fact]
    public async Task A_refusal_to_cancel_is_an_alert_and_the_order_stays_what_it_was()
    {
        _answer = _ => Answers.Problem(HttpStatusCode.Conflict, "It is being packed.");
        var list = Orders([new(Answers.Confirmed, 42)], []);

        await list.Find("[aria-label^='Cancel order']").ClickAsync(new());

        list.Find("[role=alert]").TextContent.ShouldBe("It is being packed.");
        list.Find("[data-testid=status]").TextContent.ShouldBe("✓ Confirmed");
        list.FindAll(".actions button:disabled").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_click_after_the_sign_in_has_ended_asks_no_service()
    {
        var (panel, list) = (Gremlin(), Orders([new(Answers.Confirmed, 42)], []));

        Answers.SignIns.End(_operator);

        await Should.ThrowAsync<UnauthorizedAccessException>(() => ClickAsync(panel, GremlinPreset.Crashing));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => list.Find("[aria-label^='Ship order']").ClickAsync(new()));
        _api.Requests.ShouldBeEmpty();
    }

    private static IEnumerable<string?> Pressed<T>(IRenderedComponent<T> panel) where T : IComponent =>
        panel.FindAll("[aria-pressed]").Select(button => button.GetAttribute("aria-pressed"));

    private static Task ClickAsync(IRenderedComponent<GremlinPanel> panel, GremlinPreset preset) =>
        panel.FindAll("button").Single(button => button.TextContent == preset.Name).ClickAsync(new());

    private IRenderedComponent<OrderList> Orders(IReadOnlyList<RecentOrder> latest, IReadOnlyList<RecentOrder> delayed) =>
        Render<OrderList>(parameters => parameters
            .Add(list => list.Operations, new(new(latest, delayed, 0, 0, 0, "Closed")))
            .Add(list => list.Now, DateTimeOffset.UnixEpoch));

    private IRenderedComponent<GremlinPanel> Gremlin() => Render<GremlinPanel>(parameters => parameters.Add(panel => panel.Plan, new(GremlinPlan.Off)));
}
