using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace Valerix.Tests.Running;

/// <summary>The whole system, as the AppHost puts it together, with random ports and data of its own.</summary>
internal sealed class ValerixApp : IAsyncDisposable
{
    public const string OrdersDb = "ordersdb";
    public const string InventoryDb = "inventorydb";
    public const string OrderApi = "orderapi";
    public const string InventoryApi = "inventoryapi";

    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _healthBound = TimeSpan.FromSeconds(30);
    private static readonly string[] _services = [InventoryApi, OrderApi, "web"];

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

    /// <summary>Starts everything and returns once every service is healthy.</summary>
    /// <param name="settings">Configuration of the AppHost, as on its command line.</param>
    public static async Task<ValerixApp> StartAsync(params string[] settings)
    {
        using var bounded = new CancellationTokenSource(_startBound);
        var operatorKey = Unique.Key();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Valerix_AppHost>(
            [$"--Parameters:operator-key={operatorKey}", .. settings], bounded.Token);
        var app = await builder.BuildAsync(bounded.Token);
        try
        {
            await app.StartAsync(bounded.Token);
            foreach (var service in _services)
            {
                await app.ResourceNotifications.WaitForResourceHealthyAsync(service, bounded.Token);
            }

            return new(app, operatorKey);
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

    public HttpClient CreateHttpClient(string service) => _app.CreateHttpClient(service, "http");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
