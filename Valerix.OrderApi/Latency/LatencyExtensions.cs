namespace Valerix.OrderApi.Latency;

/// <summary>What the gauge needs.</summary>
internal static class LatencyExtensions
{
    public static void AddLatency(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LatencyOptions>().BindConfiguration(LatencyOptions.Section);
        builder.Services.AddSingleton<LatencyRecorder>();
        builder.Services.AddSingleton<LatencyGauge>();
        builder.Services.AddSingleton<LatencyStreams>();
        builder.Services.AddSingleton<LatencyStore>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LatencyAlerts>(
            services, services.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(LatencyAlerts))));
        builder.Services.AddHostedService(services => services.GetRequiredService<LatencyAlerts>());
        builder.Services.AddHostedService<LatencySynchronizer>();

        var webhook = builder.Services.AddHttpClient(nameof(LatencyAlerts), http => http.Timeout = LatencyAlerts.Timeout);
#pragma warning disable EXTEXP0001 // News is told once, and the circuit breakers here are Inventory's.
        webhook.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    /// <summary>Starts the clock for each request; put it before everything that takes time.</summary>
    public static void UseLatency(this IApplicationBuilder app) => app.UseMiddleware<LatencyMiddleware>();
}
