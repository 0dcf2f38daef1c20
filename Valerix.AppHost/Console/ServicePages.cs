namespace Valerix.AppHost.Console;

/// <summary>What a service's links in the dashboard lead to.</summary>
internal static class ServicePages
{
    /// <summary>Names the service's address, and adds pages that are worth a look.</summary>
    /// <param name="service">The service.</param>
    /// <param name="name">The page that its first link leads to.</param>
    /// <param name="path">That page's path.</param>
    /// <param name="pages">More of them, each with its path.</param>
    public static IResourceBuilder<ProjectResource> WithPages(
        this IResourceBuilder<ProjectResource> service, string name, string path, params (string Name, string Path)[] pages) =>
        service.WithUrls(context =>
        {
            if (context.Urls.Find(url => url.Endpoint?.EndpointName == "http") is not { } root) return;

            var address = new Uri(root.Url);
            (root.Url, root.DisplayText) = (new Uri(address, path).AbsoluteUri, name);
            context.Urls.AddRange(pages.Select(page =>
                new ResourceUrlAnnotation { Url = new Uri(address, page.Path).AbsoluteUri, DisplayText = page.Name, Endpoint = root.Endpoint }));
        });
}
