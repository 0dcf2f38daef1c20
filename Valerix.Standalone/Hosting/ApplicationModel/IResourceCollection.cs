using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Finds a resource by its name, whatever the case.</summary>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource);
}

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    public bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
    {
        resource = this.FirstOrDefault(r => Names.Same(r.Name, name));
        return resource is not null;
    }
}

/// <summary>The application, as described.</summary>
public class DistributedApplicationModel
{
    /// <summary>A model of these resources.</summary>
    public DistributedApplicationModel(IResourceCollection resources) => Resources = resources;

    /// <summary>A model of these resources.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources)
    {
        var collection = new ResourceCollection();
        foreach (var resource in resources)
            collection.Add(resource);
        Resources = collection;
    }

    /// <summary>The resources of the application.</summary>
    public IResourceCollection Resources { get; }
}

internal static class Names
{
    /// <summary>Names of resources and endpoints are compared without regard to case.</summary>
    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
