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
