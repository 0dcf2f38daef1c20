using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Processing;
using Valerix.ServiceDefaults.Batching;

namespace Valerix.Tests.Orders.Storage;

/// <summary>What single callers place and write through, registered as in the service, on a database of the tests' own.</summary>
internal sealed class OrderLanes : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OrderLanes(ServiceProvider services)
    {
        _services = services;
        Placing = services.GetRequiredService<Batcher<NewOrder, Order>>();
        Writing = services.GetRequiredService<Batcher<OrderWrite, Order?>>();
    }

    public Batcher<NewOrder, Order> Placing { get; }

    public Batcher<OrderWrite, Order?> Writing { get; }

    public static OrderLanes On(OrdersDatabase database)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(database.DataSource);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMetrics().AddSingleton<BatchMetrics>();
        builder.AddOrders();
        return new(builder.Services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
