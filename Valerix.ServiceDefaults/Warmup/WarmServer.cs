using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.ServiceDefaults.Warmup;

/// <summary>A server that begins to listen when the service has done once what it will do often: a <see cref="WarmupRequest"/> or <see cref="WarmupCall"/> each.</summary>
/// <remarks>
/// A process that has just started compiles each method at its first call. On a busy machine the first shoppers would wait for
/// that longer than the total timeout allows, since the timeout begins only when the code that starts it has been compiled.
/// </remarks>
internal sealed partial class WarmServer(IServer server, IServiceProvider services, TimeProvider time, ILogger<WarmServer> logger) : IServer
{
    /// <summary>A database that is away must not keep a service from starting.</summary>
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(5);

    public IFeatureCollection Features => server.Features;

    /// <summary>Puts it in the place of the server that there is.</summary>
    public static void Wrap(IHostApplicationBuilder builder)
    {
        if (builder.Services.LastOrDefault(service => service.ServiceType == typeof(IServer)) is not { ImplementationType: { } type } inner) return;

        builder.Services.Remove(inner);
        builder.Services.AddSingleton(type);
        builder.Services.AddSingleton<IServer>(provider => ActivatorUtilities.CreateInstance<WarmServer>(provider, provider.GetRequiredService(type)));
    }

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        using var bounded = new CancellationTokenSource(_bound, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bounded.Token, cancellationToken);
        try
        {
            // A call that came before the migrations would be an error in the log and in the traces of every first start.
            if (services.GetService<SchemaReadiness>() is { } schema) await schema.WaitAsync(both.Token);

            // No shopper makes these calls, so they are in no trace.
            using var untraced = SuppressInstrumentationScope.Begin();
            var start = time.GetTimestamp();
            await Task.WhenAll(
            [
                .. services.GetServices<WarmupRequest>().Select(request => request.SendAsync(application, both.Token)),
                .. services.GetServices<WarmupCall>().Select(call => call(services, both.Token)),
            ]).WaitAsync(both.Token);
            LogWarm(time.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotWarm(exception.Message);
        }

        await server.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    [LoggerMessage(LogLevel.Debug, "Warm after {ElapsedMs:0} ms")]
    private partial void LogWarm(double elapsedMs);

    [LoggerMessage(LogLevel.Information, "Listening without being warm: {Reason}")]
    private partial void LogNotWarm(string reason);
}
