using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.RateLimits;

/// <summary>What is too much is refused at the door, at once and cheaply, so that what was let in is served in time.</summary>
internal static class RateLimitsExtensions
{
    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitsOptions>()
            .BindConfiguration(RateLimitsOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<RateLimitsOptions>>((kestrel, limits) =>
            kestrel.Limits.MaxConcurrentConnections = limits.Value.MaxConnections);
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitsOptions>, OperatorKeyCheck>((limiter, limits, operatorKey) =>
        {
            limiter.GlobalLimiter = Limiters.Create(limits.Value, operatorKey);
            var (rateLimited, overloaded) = (Rejection.RateLimited(limits.Value), Rejection.Overloaded(limits.Value));
            limiter.OnRejected = (rejected, cancellationToken) =>
                // Of the two, only the bucket knows when there will be more.
                new((rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out _) ? rateLimited : overloaded)
                    .WriteAsync(rejected.HttpContext.Response, rejected.Lease, cancellationToken));
        });
    }
}
