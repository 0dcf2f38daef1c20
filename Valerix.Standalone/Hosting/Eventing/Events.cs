using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The application is about to start.</summary>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services => services;

    /// <summary>The application, as described.</summary>
    public DistributedApplicationModel Model => model;
}

/// <summary>Everything has been started, or has failed to start.</summary>
public class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services => services;

    /// <summary>The application, as described.</summary>
    public DistributedApplicationModel Model => model;
}

/// <summary>The application starts: a resource that nobody else starts can start itself now.</summary>
public class InitializeResourceEvent(
    IResource resource,
    IDistributedApplicationEventing eventing,
    ResourceLoggerService loggers,
    ResourceNotificationService notifications,
    IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc />
    public IResource Resource => resource;

    /// <inheritdoc />
    public IServiceProvider Services => services;

    /// <summary>To publish further events.</summary>
    public IDistributedApplicationEventing Eventing => eventing;

    /// <summary>To publish the resource's state.</summary>
    public ResourceNotificationService Notifications => notifications;

    /// <summary>The resource's log.</summary>
    public Microsoft.Extensions.Logging.ILogger Logger => loggers.GetLogger(resource);
}

/// <summary>It is known where the resource's endpoints are.</summary>
public class ResourceEndpointsAllocatedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc />
    public IResource Resource => resource;

    /// <inheritdoc />
    public IServiceProvider Services => services;
}

/// <summary>The resource's connection string is known.</summary>
public class ConnectionStringAvailableEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc />
    public IResource Resource => resource;

    /// <inheritdoc />
    public IServiceProvider Services => services;
}

/// <summary>The resource is about to start; it waits for the subscribers.</summary>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc />
    public IResource Resource => resource;

    /// <inheritdoc />
    public IServiceProvider Services => services;
}

/// <summary>The resource runs and is healthy, for the first time since its start.</summary>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc />
    public IResource Resource => resource;

    /// <inheritdoc />
    public IServiceProvider Services => services;
}

/// <summary>An instance of the resource has ended.</summary>
public class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc />
    public IResource Resource => resource;

    /// <inheritdoc />
    public IServiceProvider Services => services;

    /// <summary>The instance and how it ended.</summary>
    public ResourceEvent ResourceEvent => resourceEvent;
}
