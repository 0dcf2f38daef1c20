using Valerix.InventoryApi.Gremlin;
using Valerix.InventoryApi.Storage;

namespace Valerix.InventoryApi.Processing;

/// <summary>What a database gets at every start, once its schema is there.</summary>
internal static class InitialData
{
    public static async Task AddAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment()) await SampleProducts.AddAsync(services, cancellationToken);
        await GremlinExtensions.SetConfiguredPlanAsync(services, cancellationToken);
    }
}
