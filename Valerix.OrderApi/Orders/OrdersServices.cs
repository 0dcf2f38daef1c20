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
    }
}
