using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Serves an endpoint's port for the replicas behind it.</summary>
internal sealed class EndpointProxy(IResource resource, EndpointAnnotation endpoint, int port)
{
    public IResource Resource => resource;
    public EndpointAnnotation Endpoint => endpoint;
    public int Port => port;
}
