using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Valerix.OrderApi.Orders;
using Valerix.OrderApi.Saga;

namespace Valerix.OrderApi.Steps;

/// <summary>What finishes orders whatever happens in between.</summary>
internal static class StepsServices
{
    public static void AddSteps(this IHostApplicationBuilder builder)
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
}
