namespace Valerix.Web.Clients;

internal static class ClientsExtensions
{
    private const int MaxAnswerBytes = 1024 * 1024;

    // A read that takes longer tells of the past; the page says "away" instead.
    private static readonly TimeSpan _pollTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _connectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>The typed clients of both APIs.</summary>
    public static IServiceCollection AddApiClients(this IServiceCollection services)
    {
        services.AddHttpClient<OrdersClient>(http =>
        {
            http.BaseAddress = new Uri(ServiceAddresses.OrderApi);
            http.MaxResponseContentBufferSize = MaxAnswerBytes;
        });

        services.AddHttpClient<InventoryClient>(http =>
        {
            http.BaseAddress = new Uri(ServiceAddresses.InventoryApi);
            http.MaxResponseContentBufferSize = MaxAnswerBytes;
        });

        // The poller keeps its client for good, so connections are renewed below it.
        // Polls must neither open the circuit for a shopper's purchase nor hide behind it once the service is back.
        services.AddHttpClient<PollingClient>(http =>
        {
            http.Timeout = _pollTimeout;
            http.MaxResponseContentBufferSize = MaxAnswerBytes;
        })
        .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = _connectionLifetime)
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllResilienceHandlers();

        return services;
    }
}
