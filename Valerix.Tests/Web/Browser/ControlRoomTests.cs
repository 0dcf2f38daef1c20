using Microsoft.Playwright;
using Valerix.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Valerix.Tests.Web.Browser;

/// <summary>What a person does in the control room, and sees.</summary>
[Collection(LabSystem.Name)]
public sealed class ControlRoomTests(LabApp browsed) : IAsyncLifetime
{
    private const string Cable = "[data-testid=product][data-sku='CABLE-HDMI-2M']";

    /// <summary>The contract: everything is settled 30 s after the faults' end, and the gauge looks back as far.</summary>
    private static readonly float _agedOutMs = (float)TimeSpan.FromSeconds(40).TotalMilliseconds;

    private static readonly TimeSpan _noticed = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _betweenKills = TimeSpan.FromSeconds(2);

    private IPage _page = null!;

    public async Task InitializeAsync() => _page = await browsed.OpenAsync();

    public async Task DisposeAsync()
    {
        // Whatever failed, the tests that follow need a whole system.
        await browsed.App.Processes.StartAsync(ValerixApp.InventoryApi);
        await browsed.App.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
        await browsed.App.Inventory.Service.SendAsOperatorAsync(HttpMethod.Delete, "/gremlin");
        await _page.CloseAsync();
    }

    [Fact]
    public async Task A_person_buys_and_ships_and_sees_both_without_a_reload()
    {
        await BuyAsync();
        await Expect(_page.GetByTestId("notice-status").First).ToContainTextAsync("Confirmed");

        // By its id: the list may still begin with an older one.
        var latest = await browsed.App.Orders.Service.SendAsOperatorAsync(HttpMethod.Get, "/orders?limit=1");
        var id = latest.ShouldHave(HttpStatusCode.OK).Json.GetProperty("items")[0].Text("id");
        var order = _page.Locator($"[data-testid=order][data-order-id='{id}']");
        await Expect(order.GetByTestId("status")).ToContainTextAsync("Confirmed");
        await order.GetByRole(AriaRole.Button, new() { Name = "Ship order" }).ClickAsync();
        await Expect(order.GetByTestId("status")).ToContainTextAsync("Shipped");

        await order.GetByRole(AriaRole.Button, new() { Name = "Open order" }).ClickAsync();
        await Expect(_page.GetByTestId("verdict")).ToContainTextAsync("left the shelf, once");
        await Expect(_page.Locator("[data-testid=timeline] [data-kind=Answered]")).ToHaveCountAsync(2);

        // The key goes to the element that has the focus, and the drawer gets it a moment after it is drawn.
        await Expect(_page.GetByTestId("detail").GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_page.GetByTestId("detail")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_gremlin_slows_Inventory_down_and_the_gauge_turns_red_and_green_again()
    {
        // A mean is moved by what was there before: from an idle system.
        await Expect(_page.GetByTestId("gauge-count")).ToHaveTextAsync("0", new() { Timeout = _agedOutMs });
        await GremlinAsync("Slow");
        await _page.Locator(Cable).GetByRole(AriaRole.Button, new() { Name = "×100" }).ClickAsync();

        await Expect(_page.GetByTestId("gauge")).ToHaveAttributeAsync("data-status", "red");
        await Expect(_page.GetByTestId("gauge-status")).ToContainTextAsync("red");
        await Expect(_page.GetByTestId("news")).ToContainTextAsync("The gauge turned red");

        // An order that was affected, and what became of it.
        await _page.GetByTestId("show-delayed").ClickAsync();
        await _page.GetByTestId("order").First.GetByRole(AriaRole.Button, new() { Name = "Open order" }).ClickAsync();
        await Expect(_page.GetByTestId("detail-status")).ToContainTextAsync("Pending");
        await Expect(_page.Locator("[data-testid=timeline] [data-kind=Unknown], [data-testid=timeline] [data-kind=NotAsked]").First).ToBeVisibleAsync();

        await GremlinAsync("Off");
        await Expect(_page.GetByTestId("detail-status")).ToContainTextAsync("Confirmed", new() { Timeout = _agedOutMs });
        await Expect(_page.GetByTestId("verdict")).ToContainTextAsync("held for this order");
        await Expect(_page.GetByTestId("gauge")).ToHaveAttributeAsync("data-status", "green", new() { Timeout = _agedOutMs });
        await Expect(_page.GetByTestId("uncertain")).ToHaveTextAsync("0", new() { Timeout = _agedOutMs });
    }

    [Fact]
    public async Task Inventory_is_away_and_comes_back_and_an_order_that_waited_is_confirmed()
    {
        var inventory = _page.Locator("[data-testid=service][data-service='Inventory API']").GetByTestId("service-status");
        await Expect(inventory).ToContainTextAsync("Healthy");

        await browsed.App.Processes.StopAsync(ValerixApp.InventoryApi);
        await Expect(inventory).ToContainTextAsync("Away");
        await Expect(_page.GetByTestId("shop")).ToContainTextAsync("This is the last that was known");
        await BuyAsync();
        await Expect(_page.GetByTestId("notice-status").First).ToContainTextAsync("Pending");

        await browsed.App.Processes.StartAsync(ValerixApp.InventoryApi);
        await Expect(inventory).ToContainTextAsync("Healthy", new() { Timeout = _agedOutMs });
        await Expect(_page.GetByTestId("notice-status").First).ToContainTextAsync("Confirmed", new() { Timeout = _agedOutMs });
    }

    [Fact]
    public async Task Inventory_is_killed_and_the_news_are_that_it_was_and_is_back()
    {
        var news = _page.GetByTestId("news");
        var (away, back) = (news.Locator("li.bad", new() { HasText = "Inventory API" }), news.GetByText("Inventory API answers again."));
        var (awayBefore, backBefore) = (await away.CountAsync(), await back.CountAsync());

        // It may be back before the page looks: then there is nothing to tell, and it dies once more.
        await Eventually.ReadAsync(
            async _ =>
            {
                var seen = await away.CountAsync();
                if (seen == awayBefore) await browsed.App.Processes.KillAsync(ValerixApp.InventoryApi);
                return seen;
            },
            seen => seen > awayBefore,
            _noticed,
            "the page tells that Inventory is away",
            interval: _betweenKills);

        await Expect(back).ToHaveCountAsync(backBefore + 1, new() { Timeout = _agedOutMs });
    }

    private Task BuyAsync() => _page.Locator(Cable).GetByRole(AriaRole.Button, new() { Name = "Buy one" }).ClickAsync();

    private async Task GremlinAsync(string preset)
    {
        var button = _page.GetByTestId("gremlin").GetByRole(AriaRole.Button, new() { Name = preset, Exact = true });
        // Not a click: what lies above the page may cover it.
        await button.PressAsync("Enter");
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
    }
}
