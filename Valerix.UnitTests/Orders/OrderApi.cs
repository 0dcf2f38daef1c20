using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Valerix.OrderApi.Inventory;
using Valerix.ServiceDefaults;

namespace Valerix.UnitTests.Orders;

/// <summary>The Order API's way to Inventory, with every handler that it has in the product.</summary>
internal static class OrderApi
{
    /// <param name="inventory">The addresses at which Inventory is thought to be.</param>
    public static IHost With(params string[] inventory)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(inventory.Select((address, i) => KeyValuePair.Create($"services:inventoryapi:http:{i}", (string?)address)));
        builder.AddServiceDefaults();
        builder.AddInventory();
        return builder.Build();
    }
}
