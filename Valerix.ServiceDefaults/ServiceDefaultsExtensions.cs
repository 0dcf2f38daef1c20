using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Health;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.RateLimits;
using Valerix.ServiceDefaults.Resilience;
using Valerix.ServiceDefaults.Telemetry;
using Valerix.ServiceDefaults.Warmup;

namespace Valerix.ServiceDefaults;

/// <summary>What every Valerix service has in common, in three calls.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Telemetry, health checks, service discovery, resilient HTTP clients, problem details, the operator's key and rate limits.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TimeProvider>(new SteadyTimeProvider(TimeProvider.System));
        builder.Services.AddSingleton<BatchMetrics>();
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddResilientHttpClients();
        builder.AddProblems();
        builder.AddOperatorKey();
        builder.AddRateLimits();
        WarmServer.Wrap(builder);
        return builder;
    }

    /// <summary>Turns everything that goes wrong in a request into problem details, and refuses what is too much before anything else is done for it.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRateLimiter();
        app.UseMiddleware<RequestRules>();
        app.UseSchemaReadiness();
        // Named here only because they would come first by themselves.
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Maps <c>/alive</c>, <c>/ready</c> and <c>/health</c>, in every environment: platforms probe them in Production.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealth();
        return app;
    }
}
