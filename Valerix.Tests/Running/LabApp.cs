using System.Globalization;
using Aspire.Hosting;
using Microsoft.Playwright;
using Valerix.Tests.AppHost.LoadTest;
using Valerix.Tests.ServiceDefaults.Telemetry;
using Valerix.Tests.Web.Browser;

namespace Valerix.Tests.Running;

/// <summary>
/// A system as on a developer's machine, with a gremlin whose configured plan strikes nothing for a long while, a collector that takes the
/// traces of both APIs, the front end, and a browser to look at it with.
/// </summary>
public sealed class LabApp : IAsyncLifetime
{
    internal const int ConfiguredEvery = 1_000_000;

    /// <summary>A page that takes longer to show something is broken; a busy machine is not.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    internal ValerixApp App { get; private set; } = null!;

    internal GremlinMessage PlanAtStart { get; private set; } = null!;

    internal Collector Collector { get; private set; } = null!;

    /// <summary>Takes the report of the load run.</summary>
    internal DirectoryInfo LoadReport { get; } = Directory.CreateTempSubdirectory("valerix-load-");

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        Collector = await Collector.StartAsync();
        App = await ValerixApp.StartAsync(
            change: api => api
                .WithEnvironment("Gremlin__Plan__Error__Every", ConfiguredEvery.ToString(CultureInfo.InvariantCulture))
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", Collector.Address)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "100"),
            changeLoadTest: loadTest => LoadTestResourceTests.Shorten(loadTest, LoadReport),
            withWeb: true);
        PlanAtStart = (await App.Inventory.GetGremlinAsync()).Read<GremlinMessage>();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await App.DisposeAsync();
        await Collector.DisposeAsync();
        LoadReport.Delete(recursive: true);
    }

    /// <summary>Opens a page, and returns when it is live.</summary>
    internal async Task<IPage> OpenAsync(string path = "/", ColorScheme scheme = ColorScheme.Light, int width = 1600, int height = 1000)
    {
        var page = await _browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        page.SetDefaultTimeout((float)_patience.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)_patience.TotalMilliseconds);
        using var web = App.CreateHttpClient(ValerixApp.Web);
        await page.GotoAsync(new Uri(web.BaseAddress!, path).AbsoluteUri);
        await Assertions.Expect(page.Locator("button.primary:enabled").First).ToBeVisibleAsync();
        return page;
    }
}

/// <summary>The gremlin strikes whoever calls next, so nobody else may call; these tests also break parts of the system, and watch the clock.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LabSystem : ICollectionFixture<LabApp>
{
    public const string Name = "a system with a gremlin and a browser";
}
