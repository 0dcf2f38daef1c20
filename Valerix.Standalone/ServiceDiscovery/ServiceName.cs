namespace Valerix.Standalone.ServiceDiscovery;

/// <summary>What the authority of an address such as <c>https+http://_dashboard.basket</c> asks for.</summary>
/// <param name="Schemes">The schemes that will do, best first.</param>
/// <param name="Host">The service's name.</param>
/// <param name="Endpoint">The named endpoint that is wanted, or null for the default.</param>
internal sealed record ServiceName(string[] Schemes, string Host, string? Endpoint)
{
    public static ServiceName Of(Uri address)
    {
        var schemes = address.Scheme.Split('+');
        var host = address.Host;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return host.StartsWith('_') && dot > 1 && !host.EndsWith('.')
            ? new ServiceName(schemes, host[(dot + 1)..], host[1..dot])
            : new ServiceName(schemes, host, Endpoint: null);
    }
}
