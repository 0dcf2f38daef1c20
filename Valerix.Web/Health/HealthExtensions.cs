using Valerix.Web.Clients;

namespace Valerix.Web.Health;

internal static class HealthExtensions
{
    /// <summary>Both APIs, in <c>/health</c>. None belongs in <c>/ready</c>: Web serves without them.</summary>
    public static IServiceCollection AddServiceHealthChecks(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddTypeActivatedCheck<ServiceHealthCheck>("orderapi", ServiceAddresses.OrderApi)
            .AddTypeActivatedCheck<ServiceHealthCheck>("inventoryapi", ServiceAddresses.InventoryApi);
        return services;
    }
}
