using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.Warmup;

namespace Valerix.OrderApi.Processing;

/// <summary>Registers what takes orders, finishes them and compares them with Inventory.</summary>
internal static class ProcessingExtensions
{
    // A full batch takes some ten milliseconds, so that even what finds a full queue before it is answered in time.
    private const int MaxBatch = 128;
    private const int Capacity = 2_048;

    private static readonly BatcherOptions<NewOrder> _placing = new("orders.place", MaxBatch, Capacity)
    {
        IsItemFault = PostgresFailures.IsItemFault,
    };

    private static readonly BatcherOptions<OrderWrite> _writing = new("orders.write", MaxBatch, Capacity)
    {
        // The outcome of two writes to one order depends on which is first, so each has a statement of its own.
        KeyOf = write => write.OrderId,
        IsItemFault = PostgresFailures.IsItemFault,
    };

    public static void AddProcessing(this IHostApplicationBuilder builder)
    {
        builder.AddOrders();
        builder.AddSteps();
        builder.AddReconciliation();
        builder.Services.AddSingleton<DatabaseClock>();
        builder.Services.AddSingleton<RecentOrders>();
    }

    internal static void AddOrders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OrdersOptions>()
            .BindConfiguration(OrdersOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<OrderStore>();
        builder.Services.AddBatcher<OrderStore, NewOrder, Order>(_placing, store => store.PlaceAsync);
        builder.Services.AddBatcher<OrderStore, OrderWrite, Order?>(_writing, store => store.WriteAsync);
        builder.Services.AddTransient<OrderService>();

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

    private static void AddSteps(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StepsOptions>()
            .BindConfiguration(StepsOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton(services => new SagaEngine(
            OrderSaga.Phases,
            services.GetRequiredService<IOptions<OrdersOptions>>().Value.Lease,
            services.GetRequiredService<IOptions<StepsOptions>>().Value.MaxAttempts));
        builder.Services.AddSingleton<StepQueue>();
        builder.Services.AddSingleton<StepRunner>();
        builder.Services.AddSingleton<StepWakeup>();
        builder.Services.AddSingleton<StepMetrics>();
        builder.Services.AddHostedService<StepListener>();
        builder.Services.AddHostedService<StepWorker>();
        builder.Services.AddHostedService<StepMonitor>();
        builder.Services.AddHealthChecks().AddCheck<StepHealthCheck>(
            "orders", HealthStatus.Degraded, tags: [], timeout: StepHealthCheck.Timeout);
    }

    private static void AddReconciliation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReconciliationStore>();
        builder.Services.AddSingleton<Reconciler>();
        builder.Services.AddHostedService<ReconciliationTimer>();
    }
}
