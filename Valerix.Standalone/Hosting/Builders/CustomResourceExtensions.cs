using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Resources with a life of their own.</summary>
public static class CustomResourceExtensions
{
    /// <summary>The state that the resource has before anything happens to it.</summary>
    public static IResourceBuilder<TResource> WithInitialState<TResource>(this IResourceBuilder<TResource> builder, CustomResourceSnapshot initialSnapshot)
        where TResource : IResource
        => builder.WithAnnotation(new ResourceSnapshotAnnotation(initialSnapshot), ResourceAnnotationMutationBehavior.Replace);
}
