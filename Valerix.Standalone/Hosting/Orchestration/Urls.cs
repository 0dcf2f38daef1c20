using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The addresses to show for a resource.</summary>
internal static class Urls
{
    public static async Task<ImmutableArray<UrlSnapshot>> OfAsync(
        IResource resource, DistributedApplicationExecutionContext execution, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new ResourceUrlsCallbackContext(execution, resource, cancellationToken: cancellationToken) { Logger = logger };
        if (resource is IResourceWithEndpoints withEndpoints)
        {
            foreach (var endpoint in withEndpoints.GetEndpoints())
                context.Urls.Add(new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint });
        }

        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
            await callback.Callback(context);

        return [.. context.Urls.Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, IsInternal: false)
        {
            DisplayProperties = new(url.DisplayText ?? ""),
        })];
    }
}
