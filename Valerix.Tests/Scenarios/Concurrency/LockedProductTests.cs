using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

/// <summary>One product whose row another transaction keeps locked, while it and another are ordered.</summary>
[Collection(WholeSystem.Name)]
public sealed class LockedProductTests(SharedApp shared)
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task Its_orders_wait_and_those_of_another_are_confirmed_at_once()
    {
        const int Waves = 8;
        const int OfEach = 5;
        var (locked, free) = (await _app.Inventory.StockedAsync(Waves * OfEach), await _app.Inventory.StockedAsync(Waves * OfEach));
        var waiting = new List<Guid>();
        await using (await _app.Databases.HoldAsync(ValerixApp.InventoryDb, $"SELECT 1 FROM products WHERE sku = '{locked}' FOR UPDATE"))
        {
            for (var wave = 0; wave < Waves; wave++)
            {
                var ofLocked = Enumerable.Range(0, OfEach).Select(_ => PlaceAsync(locked)).ToArray();
                var ofFree = await Task.WhenAll(Enumerable.Range(0, OfEach).Select(_ => PlaceAsync(free)));
                ofFree.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
                waiting.AddRange((await Task.WhenAll(ofLocked)).Select(answer => answer.Read<OrderMessage>(HttpStatusCode.Accepted).Id));
            }

            var health = (await _app.Orders.Service.GetAsync("/health")).Read<HealthMessage>();
            health.Checks["inventoryapi"].Data["circuit"].GetString().ShouldBe("Closed");
        }

        foreach (var id in waiting)
        {
            await Eventually.Async(async _ => (await _app.Orders.ReadAsync(id)).Status == "Confirmed", _bound, $"{id} is confirmed");
        }

        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [locked, free]);
    }

    private Task<Answer> PlaceAsync(string sku) => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1));
}
