using Valerix.OrderApi.Inventory;
using Valerix.ServiceDefaults.Warmup;

namespace Valerix.OrderApi.Orders;

/// <summary>What the orders need.</summary>
internal static class OrdersServices
{
    public static void AddOrders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OrdersOptions>()
            .BindConfiguration(OrdersOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<OrderStore>();
        builder.Services.AddTransient<OrderProcess>();

        // None of them finds or changes an order.
        builder.Services.AddSingleton(new WarmupRequest(HttpMethods.Post, "/orders", """{"customerId":"","lines":[]}"""));
        builder.Services.AddSingleton(new WarmupRequest(HttpMethods.Get, $"/orders/{Guid.Empty}"));
        builder.Services.AddSingleton<WarmupCall>(async (services, cancellationToken) =>
        {
            var store = services.GetRequiredService<OrderStore>();
            await store.PlaceAsync([], cancellationToken);
            await store.WriteAsync([], cancellationToken);
        });
        builder.Services.AddSingleton<WarmupCall>((services, cancellationToken) => services.GetRequiredService<InventoryClient>().IsReadyAsync(cancellationToken));
    }
}
