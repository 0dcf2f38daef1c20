using Microsoft.Playwright;
using Valerix.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Valerix.Tests.Web.Browser;

/// <summary>The shop as a shopper uses it, without an operator.</summary>
[Collection(LabSystem.Name)]
public sealed class ShopTests(LabApp browsed)
{
    [Fact]
    public async Task A_shopper_buys_sees_what_becomes_of_the_order_and_cancels_it_and_no_page_breaks_its_own_policy()
    {
        var complaints = new List<string>();
        var page = await browsed.OpenAsync("/shop");
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        await page.ReloadAsync();

        await page.Locator("[data-testid=product][data-sku='CABLE-HDMI-2M']").GetByRole(AriaRole.Button, new() { Name = "Buy one" }).ClickAsync();
        await page.GetByTestId("my-order").ClickAsync();
        await Expect(page.GetByTestId("my-order-status")).ToContainTextAsync("Confirmed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the order" }).ClickAsync();
        await Expect(page.GetByTestId("my-order-status")).ToContainTextAsync("Cancelled");
        await Expect(page.Locator("[data-testid=timeline] li").First).ToBeVisibleAsync();

        complaints.ShouldBeEmpty();
        await page.CloseAsync();
    }
}
