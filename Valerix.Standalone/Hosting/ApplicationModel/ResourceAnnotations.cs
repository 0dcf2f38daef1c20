namespace Aspire.Hosting.ApplicationModel;

/// <summary>A registered health check tells whether the resource is healthy.</summary>
/// <param name="key">The name under which the check is registered.</param>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name under which the check is registered.</summary>
    public string Key => key;
}

/// <summary>The resource runs several times.</summary>
/// <param name="replicas">How often; at least 1.</param>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>How often.</summary>
    public int Replicas => replicas;
}

/// <summary>The resource starts only when it is told to.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>The state that a resource has before anything happens to it.</summary>
/// <param name="initialSnapshot">The state.</param>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot => initialSnapshot;
}

/// <summary>How the resource relates to another one.</summary>
/// <param name="resource">The other one.</param>
/// <param name="type">The relation's name.</param>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other one.</summary>
    public IResource Resource => resource;

    /// <summary>The relation's name.</summary>
    public string Type => type;
}

/// <summary>The ids of a resource's instances: one each, or one for every replica.</summary>
internal sealed record ResourceInstanceIdsAnnotation(IReadOnlyList<string> Ids) : IResourceAnnotation;
