using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Valerix.LoadTest.Running;

/// <summary>The whole system as the AppHost puts it together, on random ports, with data that is gone afterwards.</summary>
internal sealed class StartedSystem : IAsyncDisposable
{
    private const string OrderApi = "orderapi";
    private const string InventoryApi = "inventoryapi";
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(90);

    private readonly DistributedApplication _app;

    private StartedSystem(DistributedApplication app, SystemAddress address)
    {
        _app = app;
        Address = address;
    }

    public SystemAddress Address { get; }

    /// <summary>Starts everything and returns once both APIs are healthy.</summary>
    /// <param name="settings">Of the AppHost, as on its command line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="change">What is different from what the AppHost says.</param>
    public static async Task<StartedSystem> StartAsync(
        IReadOnlyList<string> settings, CancellationToken cancellationToken, Action<IDistributedApplicationTestingBuilder>? change = null)
    {
        // The AppHost runs in this process, and whatever it wrote to the console would tear the display.
        Console.SetOut(TextWriter.Null);

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(_bound);
        var operatorKey = Guid.NewGuid().ToString("N");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Valerix_AppHost>(
            [$"--Parameters:operator-key={operatorKey}", .. settings], bounded.Token);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        // Ctrl+C is for the run, which may still have to look at the books; it ends the system when it is done.
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        change?.Invoke(builder);
        var app = await builder.BuildAsync(bounded.Token);
        try
        {
            await app.StartAsync(bounded.Token);
            await app.ResourceNotifications.WaitForResourceHealthyAsync(InventoryApi, bounded.Token);
            await app.ResourceNotifications.WaitForResourceHealthyAsync(OrderApi, bounded.Token);
            return new(app, new(app.GetEndpoint(OrderApi, "http"), app.GetEndpoint(InventoryApi, "http"), operatorKey));
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a database behind its service's back.</summary>
    public async Task<string> GetConnectionStringAsync(string database, CancellationToken cancellationToken) =>
        await _app.GetConnectionStringAsync(database, cancellationToken) ?? throw new DistributedApplicationException($"{database} has no connection string.");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Ends when its owner says so, and on no signal.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
