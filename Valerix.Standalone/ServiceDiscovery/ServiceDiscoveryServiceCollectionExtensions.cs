using Microsoft.Extensions.DependencyInjection.Extensions;
using Valerix.Standalone.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds service discovery to a host's services.</summary>
public static class ServiceDiscoveryServiceCollectionExtensions
{
    /// <summary>Resolves service names from configuration (<c>services:name:scheme:0</c>); others are left to DNS.</summary>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ConfiguredEndpoints>();
        return services;
    }
}
