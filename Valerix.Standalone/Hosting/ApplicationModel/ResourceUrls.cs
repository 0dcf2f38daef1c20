using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address to show for a resource.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>The address.</summary>
    public required string Url { get; set; }

    /// <summary>Shown in its place.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The endpoint that it belongs to.</summary>
    public EndpointReference? Endpoint { get; init; }
}

/// <summary>Changes the addresses to show, once the endpoints are known.</summary>
/// <param name="callback">Changes the addresses in its argument.</param>
public sealed class ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Changes the addresses in its argument.</summary>
    public Func<ResourceUrlsCallbackContext, Task> Callback => callback;
}

/// <summary>The addresses of a resource.</summary>
/// <param name="executionContext">How the application runs.</param>
/// <param name="resource">The resource.</param>
/// <param name="urls">Its addresses, one for each endpoint to begin with.</param>
/// <param name="cancellationToken">Cancelled when the start is.</param>
public class ResourceUrlsCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    IResource resource,
    List<ResourceUrlAnnotation>? urls = null,
    CancellationToken cancellationToken = default)
{
    /// <summary>How the application runs.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => executionContext;

    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>Its addresses, one for each endpoint to begin with.</summary>
    public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

    /// <summary>Cancelled when the start is.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
