using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>An application that can be run.</summary>
/// <param name="host">Its host.</param>
public class DistributedApplication(IHost host) : IHost, IAsyncDisposable
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>The state of its resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Does things to its resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Describes an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Describes an application.</summary>
    /// <param name="args">The AppHost's command line.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Describes an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Starts every resource; done when each runs or has failed.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode)
            throw new DistributedApplicationException("Publishing needs the Aspire packages; this AppHost was built without them.");

        var model = Services.GetRequiredService<DistributedApplicationModel>();
        if (model.Resources.OfType<ContainerResource>().FirstOrDefault() is { } container)
            throw new DistributedApplicationException($"'{container.Name}' is a container. Running it needs the Aspire packages; this AppHost was built without them.");

        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        await eventing.PublishAsync(new BeforeStartEvent(Services, model), cancellationToken);
        await host.StartAsync(cancellationToken);
    }

    /// <summary>Stops every resource.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    /// <summary>Runs until Ctrl+C, SIGTERM or cancellation.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl+C, SIGTERM or cancellation.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartAsync(cancellationToken);
        }
        catch
        {
            // What has been started already must not outlive a start that failed.
            await host.StopAsync(CancellationToken.None);
            throw;
        }

        await host.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Stops every resource that still runs.</summary>
    public virtual void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops every resource that still runs.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
