using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Inventory;

/// <summary>The way to Inventory, and a check whether it is there.</summary>
internal static class InventoryExtensions
{
    /// <summary>Inventory's name in the AppHost, and of its check at <c>/health</c>.</summary>
    private const string Name = "inventoryapi";

    /// <summary>Inventory's logical address, which service discovery resolves.</summary>
    public static readonly Uri Address = new($"http://{Name}");

    /// <summary>The client is kept by services that live as long as the process; this is how often it looks the address up anew.</summary>
    private static readonly TimeSpan _connectionLifetime = TimeSpan.FromMinutes(2);

    public static void AddInventory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddTransient<TryCounter>();
        builder.Services.AddTransient<AnswerReader>();
        builder.Services.AddTransient<ReservationBatchHandler>();
        builder.Services.AddTransient<InventoryEndpoints>();
        builder.Services.AddSingleton<EndpointFailures>();
        builder.Services.AddSingleton<InventoryCredentials>();
        builder.Services.AddHttpClient<InventoryClient>(http =>
            {
                http.BaseAddress = Address;
                http.MaxResponseContentBufferSize = AnswerReader.MaxAnswerBytes;
                http.DefaultRequestHeaders.Add(OperatorKey.HeaderName, builder.Configuration[OperatorKey.ConfigurationKey]);
            })
            .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = _connectionLifetime)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // Every attempt is in the order's timeline and in the traces; the factory's own log lines would be a third account.
            .RemoveAllLoggers()
            .AddHttpMessageHandler<TryCounter>()
            .AddHttpMessageHandler<AnswerReader>()
            .AddHttpMessageHandler<ReservationBatchHandler>()
            .AddHttpMessageHandler<InventoryEndpoints>();
        builder.Services.AddSingleton<ISagaParticipant, InventoryParticipant>();

        builder.Services.AddSingleton<InventoryCircuit>();
        // Orders have no other client with a resilience handler, so every breaker is Inventory's.
        builder.Services.AddSingleton<IConfigureOptions<HttpStandardResilienceOptions>>(services =>
            new ConfigureNamedOptions<HttpStandardResilienceOptions, InventoryCircuit, EndpointFailures>(
                name: null,
                services.GetRequiredService<InventoryCircuit>(),
                services.GetRequiredService<EndpointFailures>(),
                (options, circuit, failures) =>
                {
                    circuit.Watch(options.CircuitBreaker);
                    // An endpoint that is dead or deaf is left out, and must not open the circuit to the one that is well.
                    options.CircuitBreaker.ShouldHandle = args => ValueTask.FromResult(
                        HttpClientResiliencePredicates.IsTransient(args.Outcome)
                        && !(args.Outcome.Exception is TimeoutRejectedException && failures.LeaveAWay));
                }));
        builder.Services.AddHostedService<CircuitBreakerProbe>();

        // Clients of their own: probes and looks must neither be retried nor count for the breaker of the orders.
        var probe = builder.Services.AddHttpClient<InventoryHealthCheck>(http => http.BaseAddress = Address);
        var reader = builder.Services.AddHttpClient<ReservationReader>(http =>
            {
                http.BaseAddress = Address;
                http.Timeout = ReservationReader.Timeout;
                http.MaxResponseContentBufferSize = AnswerReader.MaxAnswerBytes;
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
