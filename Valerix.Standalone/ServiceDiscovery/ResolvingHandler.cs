namespace Valerix.Standalone.ServiceDiscovery;

/// <summary>Puts the address of an endpoint in the place of a service's name while the request is sent.</summary>
internal sealed class ResolvingHandler(ConfiguredEndpoints endpoints) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri;
        if (asked is not null)
            request.RequestUri = endpoints.Resolve(asked);

        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // The handlers around this one (a retry among them) go on seeing the name.
            request.RequestUri = asked;
        }
    }
}
