using Microsoft.EntityFrameworkCore;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>Something to buy on a developer's machine.</summary>
internal static class SampleProducts
{
    private static readonly (string Sku, string Name, decimal UnitPrice, long Quantity)[] _samples =
    [
        ("CONSOLE-1", "Game console", 499.00m, 1_000),
        ("CONSOLE-1-PRO", "Game console, limited edition", 699.00m, 50),
        ("CONTROLLER-1", "Wireless controller", 69.90m, 2_500),
        ("HEADSET-1", "Headset", 129.00m, 400),
        ("CABLE-HDMI-2M", "HDMI cable, 2 m", 9.95m, 10_000),
    ];

    /// <summary>Adds the samples that are missing, with their stock; safe to run at every start.</summary>
    public static async Task AddAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<InventoryDbContext>();
        var stock = services.GetRequiredService<StockStore>();
        foreach (var (sku, name, unitPrice, quantity) in _samples)
        {
            await database.Database.ExecuteSqlAsync(
                $"INSERT INTO products (sku, name, unit_price) VALUES ({sku}, {name}, {unitPrice}) ON CONFLICT (sku) DO NOTHING",
                cancellationToken);
            // The key makes the delivery arrive once, however often this runs.
            await stock.AdjustAsync(new StockAdjustment(sku, quantity, "first delivery", $"sample-{sku}"), cancellationToken);
        }
    }
}
