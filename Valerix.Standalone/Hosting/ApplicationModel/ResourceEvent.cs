namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of an instance's state.</summary>
/// <param name="resource">The resource.</param>
/// <param name="resourceId">The instance's id.</param>
/// <param name="snapshot">Its state.</param>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>The instance's id.</summary>
    public string ResourceId => resourceId;

    /// <summary>Its state.</summary>
    public CustomResourceSnapshot Snapshot => snapshot;
}
