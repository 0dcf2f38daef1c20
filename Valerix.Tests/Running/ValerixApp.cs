using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Valerix.Tests.Running;

/// <summary>The whole system, as the AppHost puts it together, with random ports and data of its own.</summary>
internal sealed class ValerixApp : IAsyncDisposable
{
    public const string OrdersDb = "ordersdb";
    public const string InventoryDb = "inventorydb";
    public const string OrderApi = "orderapi";
    public const string InventoryApi = "inventoryapi";
    public const string Web = "web";
    public const string LoadTest = "loadtest";

    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _healthBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _serveBound = TimeSpan.FromSeconds(30);
    private static readonly string[] _apis = [InventoryApi, OrderApi];

    private readonly DistributedApplication _app;

    private ValerixApp(DistributedApplication app, string operatorKey)
    {
        _app = app;
        OperatorKey = operatorKey;
        Orders = new(new(app.CreateHttpClient(OrderApi, "http"), operatorKey));
        Inventory = new(new(app.CreateHttpClient(InventoryApi, "http"), operatorKey));
        Databases = new(app);
        Processes = new(app);
    }

    public string OperatorKey { get; }

    public OrdersClient Orders { get; }

    public InventoryClient Inventory { get; }

    public Databases Databases { get; }

    public ServiceProcesses Processes { get; }

    /// <summary>Starts everything and returns once every service is healthy and warm.</summary>
    /// <param name="settings">Configuration of the AppHost, as on its command line.</param>
    /// <param name="change">What is different with each process of the two APIs.</param>
    /// <param name="changeLoadTest">What is different with the load run that waits to be started.</param>
    /// <param name="changeWeb">What is different with the front end.</param>
    /// <param name="withWeb">Whether the front end runs from the beginning; otherwise it waits to be started.</param>
    public static async Task<ValerixApp> StartAsync(
        string[]? settings = null,
        Action<IResourceBuilder<ProjectResource>>? change = null,
        Action<IResourceBuilder<ExecutableResource>>? changeLoadTest = null,
        Action<IResourceBuilder<ProjectResource>>? changeWeb = null,
        bool withWeb = false)
    {
        using var bounded = new CancellationTokenSource(_startBound);
        var operatorKey = Unique.Key();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Valerix_AppHost>(
            [$"--Parameters:operator-key={operatorKey}", .. settings ?? []], bounded.Token);
        foreach (var api in builder.Resources.OfType<ProjectResource>().Where(project => project.Name.Split('-')[0] is OrderApi or InventoryApi))
        {
            change?.Invoke(builder.CreateResourceBuilder(api));
        }

        var web = builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == Web));
        changeWeb?.Invoke(web);
        if (!withWeb) web.WithExplicitStart();
        changeLoadTest?.Invoke(builder.CreateResourceBuilder(builder.Resources.OfType<ExecutableResource>().Single(executable => executable.Name == LoadTest)));
        // Every line that a service writes would be written again here: more work than the tests themselves.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var app = await builder.BuildAsync(bounded.Token);
        try
        {
            await app.StartAsync(bounded.Token);
            foreach (var service in withWeb ? [.. _apis, Web] : _apis)
            {
                await app.ResourceNotifications.WaitForResourceHealthyAsync(service, bounded.Token);
            }

            var valerix = new ValerixApp(app, operatorKey);
            await valerix.ShouldServeAsync();
            return valerix;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>One of the two APIs by its resource's name.</summary>
    public ServiceClient Service(string name) => name == OrderApi ? Orders.Service : Inventory.Service;

    /// <summary>Waits until a service's <c>/health</c> answers so.</summary>
    public async Task<Answer> ShouldBecomeAsync(string service, HttpStatusCode code, string status) =>
        await Eventually.ReadAsync(
            _ => Service(service).GetAsync("/health"),
            answer => answer.Status == code && answer.Json.Text("status") == status,
            _healthBound,
            $"{service} is {status}");

    /// <summary>Waits until orders are confirmed at once: every process is warm and every circuit closed.</summary>
    public async Task ShouldServeAsync()
    {
        var sku = await Inventory.StockedAsync(1_000);
        await Eventually.ReadAsync(
            async _ => string.Join("; ", (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Orders.PlaceAsOperatorAsync(sku))))
                .Where(answer => answer.Status != HttpStatusCode.Created)),
            others => others.Length == 0,
            _serveBound,
            "orders are confirmed at once");
    }

    /// <summary>Whether a service, or one replica by its resource's name, says that it can serve.</summary>
    public async Task<bool> IsReadyAsync(string resource)
    {
        using var http = CreateHttpClient(resource);
        try
        {
            return (await new ServiceClient(http, OperatorKey).GetAsync("/ready")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public HttpClient CreateHttpClient(string service) => _app.CreateHttpClient(service, "http");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
