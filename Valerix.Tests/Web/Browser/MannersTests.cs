using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Valerix.Tests.Running;

namespace Valerix.Tests.Web.Browser;

/// <summary>Readable for everybody, on every screen; and the pictures in the README.</summary>
[Collection(LabSystem.Name)]
public sealed class MannersTests(LabApp browsed)
{
    /// <summary>Set to 1, the pictures under docs/screenshots are taken anew.</summary>
    private const string WriteVariable = "VALERIX_WRITE_SCREENSHOTS";

    /// <summary>What is wider than the screen.</summary>
    private const string Sticking =
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className || e.tagName)";

    private static readonly string[] _grave = ["serious", "critical"];

    [Theory]
    [InlineData("/", ColorScheme.Light, 1600)]
    [InlineData("/", ColorScheme.Light, 360)]
    [InlineData("/", ColorScheme.Dark, 2560)]
    [InlineData("/lab", ColorScheme.Light, 1600)]
    [InlineData("/lab", ColorScheme.Dark, 360)]
    public async Task No_page_keeps_anybody_out(string path, ColorScheme scheme, int width)
    {
        var page = await OpenInUseAsync(path, scheme, width);

        var violations = (await page.RunAxe()).Violations.Where(violation => _grave.Contains(violation.Impact));
        violations.Select(violation => $"{violation.Id}: {violation.Help} ({string.Join(", ", violation.Nodes.Select(node => node.Html))})").ShouldBeEmpty();

        var hiddenToTheRight = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        hiddenToTheRight.ShouldBe(0, string.Join(" | ", await page.EvaluateAsync<string[]>(Sticking)));
        await page.CloseAsync();
    }

    [Fact]
    public async Task Nothing_is_fetched_from_outside()
    {
        var asked = new List<Uri>();
        var page = await browsed.OpenAsync();
        page.Request += (_, request) => asked.Add(new(request.Url));
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });

        asked.ShouldNotBeEmpty();
        asked.Select(address => address.Host).Distinct().ShouldBe([new Uri(page.Url).Host]);
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("/", ColorScheme.Light, "control-room-light", false)]
    [InlineData("/", ColorScheme.Dark, "control-room-dark", false)]
    [InlineData("/", ColorScheme.Light, "order-light", true)]
    [InlineData("/", ColorScheme.Dark, "order-dark", true)]
    [InlineData("/lab", ColorScheme.Light, "lab-light", true)]
    [InlineData("/lab", ColorScheme.Dark, "lab-dark", true)]
    public async Task The_pictures_in_the_README_show_every_page(string path, ColorScheme scheme, string name, bool opens)
    {
        var file = Path.Combine(Repository.Root, "docs", "screenshots", $"{name}.png");
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            var page = await OpenInUseAsync(path, scheme, width: 1440, opens);
            await page.ScreenshotAsync(new() { Path = file });
            await page.CloseAsync();
        }

        File.Exists(file).ShouldBeTrue($"run 'dotnet test Valerix.Tests --filter MannersTests' with {WriteVariable}=1");
    }

    /// <summary>With something on it: an empty page has no faults.</summary>
    private async Task<IPage> OpenInUseAsync(string path, ColorScheme scheme, int width, bool opens = true)
    {
        var page = await browsed.OpenAsync(path, scheme, width, height: 900);
        if (path == "/")
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Buy one Headset" }).ClickAsync();
            await page.GetByTestId("notice-status").First.WaitForAsync();
            if (!opens) return page;

            await page.GetByTestId("order").First.GetByRole(AriaRole.Button, new() { Name = "Open order" }).ClickAsync();
            await page.GetByTestId("verdict").WaitForAsync();
        }
        else
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Lossy" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "12 orders" }).ClickAsync();
            await page.GetByTestId("run").ClickAsync();
            await page.GetByTestId("books").WaitForAsync(new() { Timeout = 75_000 });
        }

        return page;
    }
}
