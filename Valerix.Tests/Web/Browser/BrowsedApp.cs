using Microsoft.Playwright;
using Valerix.Tests.Running;

namespace Valerix.Tests.Web.Browser;

/// <summary>A whole system, and a browser to look at it with.</summary>
public sealed class BrowsedApp : IAsyncLifetime
{
    /// <summary>A page that takes longer to show something is broken; a busy machine is not.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal ValerixApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null) return;

        App = await ValerixApp.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (App is not null) await App.DisposeAsync();
    }

    /// <summary>Opens a page, and returns when it is live.</summary>
    internal async Task<IPage> OpenAsync(string path = "/", ColorScheme scheme = ColorScheme.Light, int width = 1600, int height = 1000)
    {
        var page = await _browser!.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        page.SetDefaultTimeout((float)_patience.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)_patience.TotalMilliseconds);
        using var web = App.CreateHttpClient("web");
        await page.GotoAsync(new Uri(web.BaseAddress!, path).AbsoluteUri);
        await Assertions.Expect(page.Locator("button.primary:enabled").First).ToBeVisibleAsync();
        return page;
    }
}

/// <summary>Alone on the machine: these tests break parts of the system, and watch the clock.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowsedSystem : ICollectionFixture<BrowsedApp>
{
    public const string Name = "a system in a browser";
}
