using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using Valerix.Standalone.OpenTelemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds OpenTelemetry to a host's services.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>Adds the OpenTelemetry SDK, which starts before every other hosted service.</summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        if (!services.Any(service => service.ImplementationType == typeof(TelemetryHostedService)))
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());

        return new OpenTelemetryBuilder(services);
    }
}
