namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Gets environment variables.</summary>
    public interface IResourceWithEnvironment : IResource;

    /// <summary>Gets command line arguments.</summary>
    public interface IResourceWithArgs : IResource;

    /// <summary>Listens somewhere.</summary>
    public interface IResourceWithEndpoints : IResource;

    /// <summary>Can wait for others before it starts.</summary>
    public interface IResourceWithWaitSupport : IResource;

    /// <summary>Is never started or stopped, so nothing waits for it.</summary>
    public interface IResourceWithoutLifetime : IResource;

    /// <summary>Belongs to another resource and shares its fate.</summary>
    public interface IResourceWithParent : IResource
    {
        /// <summary>The resource it belongs to.</summary>
        IResource Parent { get; }
    }

    /// <summary>Belongs to a <typeparamref name="T" /> and shares its fate.</summary>
    public interface IResourceWithParent<out T> : IResourceWithParent
        where T : IResource
    {
        /// <summary>The resource it belongs to.</summary>
        new T Parent { get; }

        IResource IResourceWithParent.Parent => Parent;
    }
}

namespace Aspire.Hosting
{
    /// <summary>Others find it by its name.</summary>
    public interface IResourceWithServiceDiscovery : ApplicationModel.IResourceWithEndpoints;
}
