using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Valerix.AppHost.Console;

/// <summary>Says on the console where everything is, once it is healthy.</summary>
internal static class ReadyBanner
{
    /// <summary>Prints each service's address under its plain name, and the dashboard's, as soon as all of them are healthy.</summary>
    public static void SayWhenReady(
        this IDistributedApplicationBuilder builder,
        params (string Name, IResourceBuilder<ProjectResource> Service)[] services)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddHostedService(provider => new Banner(
                provider.GetRequiredService<ResourceNotificationService>(), DashboardOf(builder), services));
        }
    }

    /// <summary>With the token that opens it, as Aspire's own log line has it; null where there is no dashboard.</summary>
    private static string? DashboardOf(IDistributedApplicationBuilder builder) => builder.Configuration["ASPNETCORE_URLS"]?.Split(';')[0] switch
    {
        null or "" => null,
        var address => builder.Configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"{address}/login?t={token}" : address,
    };

    private sealed class Banner(
        ResourceNotificationService notifications,
        string? dashboard,
        (string Name, IResourceBuilder<ProjectResource> Service)[] services) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            foreach (var (_, service) in services)
            {
                await notifications.WaitForResourceHealthyAsync(service.Resource.Name, WaitBehavior.WaitOnResourceUnavailable, stoppingToken);
            }

            var width = services.Max(service => service.Name.Length);
            System.Console.WriteLine();
            System.Console.WriteLine("Valerix is up:");
            foreach (var (name, service) in services)
            {
                System.Console.WriteLine($"  {name.PadRight(width)}  {service.GetEndpoint("http").Url}");
            }

            if (dashboard is not null) System.Console.WriteLine($"  {"Dashboard".PadRight(width)}  {dashboard}");
            System.Console.WriteLine("Ctrl+C ends it.");
            System.Console.WriteLine();
        }
    }
}
