using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Inventory;

/// <summary>The way to Inventory, and a check whether it is there.</summary>
internal static class InventoryExtensions
{
    /// <summary>Inventory's name in the AppHost, and of its check at <c>/health</c>.</summary>
    private const string Name = "inventoryapi";

    /// <summary>Far more than a reservation of as many lines as an order may have.</summary>
    private const int MaxAnswerBytes = 256 * 1024;

    private static readonly Uri _address = new($"http://{Name}");

    /// <summary>The client is kept by services that live as long as the process; this is how often it looks the address up anew.</summary>
    private static readonly TimeSpan _connectionLifetime = TimeSpan.FromMinutes(2);

    public static void AddInventory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddTransient<TryCounter>();
        builder.Services.AddTransient<AnswerReader>();
        builder.Services.AddTransient<ReservationBatchHandler>();
        builder.Services.AddHttpClient<InventoryClient>(http =>
            {
                http.BaseAddress = _address;
                http.MaxResponseContentBufferSize = MaxAnswerBytes;
                http.DefaultRequestHeaders.Add(OperatorKey.HeaderName, builder.Configuration[OperatorKey.ConfigurationKey]);
            })
            .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = _connectionLifetime)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // Every attempt is in the order's timeline and in the traces; the factory's own log lines would be a third account.
            .RemoveAllLoggers()
            .AddHttpMessageHandler<TryCounter>()
            .AddHttpMessageHandler<AnswerReader>()
            .AddHttpMessageHandler<ReservationBatchHandler>();
        builder.Services.AddSingleton<ISagaParticipant, InventoryParticipant>();

        builder.Services.AddSingleton<InventoryCircuit>();
        // Orders have no other client with a resilience handler, so every breaker is Inventory's.
        builder.Services.AddSingleton<IConfigureOptions<HttpStandardResilienceOptions>>(services =>
            new ConfigureNamedOptions<HttpStandardResilienceOptions, InventoryCircuit>(
                name: null, services.GetRequiredService<InventoryCircuit>(), (options, circuit) => circuit.Watch(options.CircuitBreaker)));
        builder.Services.AddHostedService<CircuitBreakerProbe>();

        // Clients of their own: probes and looks must neither be retried nor count for the breaker of the orders.
        var probe = builder.Services.AddHttpClient<InventoryHealthCheck>(http => http.BaseAddress = _address);
        var reader = builder.Services.AddHttpClient<ReservationReader>(http =>
            {
                http.BaseAddress = _address;
                http.Timeout = ReservationReader.Timeout;
                http.MaxResponseContentBufferSize = MaxAnswerBytes;
                // Not to be limited as a shopper is.
                http.DefaultRequestHeaders.Add(OperatorKey.HeaderName, builder.Configuration[OperatorKey.ConfigurationKey]);
            })
            .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = _connectionLifetime)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
#pragma warning disable EXTEXP0001 // The only way to take a client out of the handler that all of them get.
        probe.RemoveAllResilienceHandlers();
        reader.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddHealthChecks().AddCheck<InventoryHealthCheck>(
            Name, HealthStatus.Degraded, tags: [], timeout: InventoryHealthCheck.Timeout);
    }
}
