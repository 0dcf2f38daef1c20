using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about a resource.</summary>
public static class ResourceExtensions
{
    /// <summary>The annotation of that type that was added last.</summary>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    /// <summary>All annotations of that type; false when there is none.</summary>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        var found = resource.Annotations.OfType<T>().ToArray();
        result = found.Length == 0 ? null : found;
        return found.Length > 0;
    }

    /// <summary>Whether there is an annotation of that type.</summary>
    public static bool HasAnnotationOfType<T>(this IResource resource)
        where T : IResourceAnnotation
        => resource.Annotations.OfType<T>().Any();

    /// <summary>An endpoint by its name; it need not be there yet.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>All endpoints.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
        => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint));

    /// <summary>How often the resource runs.</summary>
    public static int GetReplicaCount(this IResource resource)
        => resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    internal static IReadOnlyList<string> GetInstanceIds(this IResource resource)
        => resource.TryGetLastAnnotation<ResourceInstanceIdsAnnotation>(out var ids) ? ids.Ids : [resource.Name];

    /// <summary>The checks of the resource itself and of everything it belongs to.</summary>
    internal static IReadOnlyList<string> GetHealthCheckKeys(this IResource resource)
    {
        var keys = new List<string>();
        for (IResource? current = resource; current is not null; current = (current as IResourceWithParent)?.Parent)
            keys.AddRange(current.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key));
        return [.. keys.Distinct()];
    }

    /// <summary>Is started and stopped here, on its own.</summary>
    internal static bool HasOwnLifetime(this IResource resource)
        => resource is ProjectResource or ExecutableResource or ContainerResource or ParameterResource or ConnectionStringResource;
}
