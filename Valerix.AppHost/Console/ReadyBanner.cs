using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Valerix.AppHost.Console;

/// <summary>Says on the console where everything is, once it is healthy.</summary>
internal static class ReadyBanner
{
    /// <summary>Prints each service's address under its plain name as soon as all of them are healthy.</summary>
    public static void SayWhenReady(
        this IDistributedApplicationBuilder builder,
        params (string Name, IResourceBuilder<ProjectResource> Service)[] services)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddHostedService(provider => new Banner(provider.GetRequiredService<ResourceNotificationService>(), services));
        }
    }

    private sealed class Banner(
        ResourceNotificationService notifications,
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

            System.Console.WriteLine("Ctrl+C ends it.");
            System.Console.WriteLine();
        }
    }
}
