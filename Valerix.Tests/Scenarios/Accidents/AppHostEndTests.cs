using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

[Collection(NoSystem.Name)]
public sealed class AppHostEndTests : IDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);
    private static readonly string[] _services = ["Valerix.InventoryApi", "Valerix.OrderApi", "Valerix.Web"];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"valerix-{Guid.NewGuid():N}");
    private readonly string _operatorKey = Unique.Key();

    [LinuxFact]
    public async Task However_the_AppHost_ends_no_process_is_left_and_what_was_ordered_is_there_the_next_time()
    {
        var (sku, before) = await RunAsync("KILL", async (orders, inventory) =>
        {
            var stocked = await inventory.StockedAsync(10);
            return (stocked, await orders.ConfirmedAsync((stocked, 3)));
        });

        var shipped = await RunAsync("TERM", async (orders, inventory) =>
        {
            (await orders.ReadAsync(before.Id)).ShouldBeEquivalentTo(before);
            (await inventory.ProductAsync(sku)).Reserved.ShouldBe(3);
            return (await orders.ShipAsync(before.Id)).Read<OrderMessage>();
        });
        shipped.Status.ShouldBe("Shipped");

        var (after, left) = await RunAsync("INT", async (orders, inventory) => (await orders.ReadAsync(before.Id), await inventory.ProductAsync(sku)));
        after.ShouldBeEquivalentTo(shipped);
        left.OnHand.ShouldBe(7);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One life of the AppHost, which <paramref name="signal"/> ends.</summary>
    private async Task<T> RunAsync<T>(string signal, Func<OrdersClient, InventoryClient, Task<T>> use)
    {
        await using var appHost = await AppHostProcess.StartAsync(_folder, _operatorKey);
        var commands = appHost.Family().Select(process => process.Command).ToArray();
        _services.ShouldAllBe(service => commands.Any(command => command.Contains(service, StringComparison.Ordinal)));
        using var orderApi = appHost.CreateHttpClient("Order API");
        using var inventoryApi = appHost.CreateHttpClient("Inventory API");
        var result = await use(new(new(orderApi, _operatorKey)), new(new(inventoryApi, _operatorKey)));

        await Signal.SendAsync(signal, appHost.Id);

        await Eventually.ReadAsync(
            _ => Task.FromResult(string.Join("; ", appHost.Family())), left => left.Length == 0, _bound, "every process ends");
        return result;
    }
}
