using Valerix.OrderApi.Inventory;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.Warmup;

namespace Valerix.OrderApi.Orders;

/// <summary>What the orders need.</summary>
internal static class OrdersServices
{
    // A full batch takes some ten milliseconds, so that even what finds a full queue before it is answered in time.
    private const int MaxBatch = 128;
    private const int Capacity = 2_048;

    private static readonly BatcherOptions<NewOrder> _placing = new("orders.place", MaxBatch, Capacity)
    {
        IsOnesFault = PostgresFailures.IsOnesFault,
    };

    private static readonly BatcherOptions<OrderWrite> _writing = new("orders.write", MaxBatch, Capacity)
    {
        // What two writes make of an order depends on which is first, so each has a statement of its own.
        KeyOf = write => write.OrderId,
        IsOnesFault = PostgresFailures.IsOnesFault,
    };

    public static void AddOrders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OrdersOptions>()
            .BindConfiguration(OrdersOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<OrderStore>();
        builder.Services.AddBatcher<OrderStore, NewOrder, Order>(_placing, store => store.PlaceAsync);
        builder.Services.AddBatcher<OrderStore, OrderWrite, Order?>(_writing, store => store.WriteAsync);
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
