using Microsoft.Playwright;
using Valerix.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Valerix.Tests.Web.Browser;

[Collection(LabSystem.Name)]
public sealed class LabTests(LabApp browsed)
{
    /// <summary>A burst, at most 30 s until all is settled, and the opening.</summary>
    private static readonly float _experimentMs = (float)TimeSpan.FromSeconds(75).TotalMilliseconds;

    [Theory]
    [InlineData("Slow")]
    [InlineData("Lossy")]
    public async Task Every_box_is_opened_and_both_books_agree(string fault)
    {
        var page = await browsed.OpenAsync("/lab");
        await page.GetByRole(AriaRole.Button, new() { Name = fault, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "12 orders" }).ClickAsync();
        await page.GetByTestId("run").ClickAsync();

        await Expect(page.GetByTestId("books")).ToHaveAttributeAsync("data-agree", "true", new() { Timeout = _experimentMs });
        await Expect(page.Locator("[data-box=agree]")).ToHaveCountAsync(12);
        await page.CloseAsync();
    }
}
