using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Points at an endpoint of a resource, which may be described later. Its value is the URL.</summary>
/// <param name="owner">The resource that listens.</param>
/// <param name="endpointName">The endpoint's name.</param>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IExpressionValue, IValueWithReferences
{
    /// <summary>Points at this endpoint.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint.Name)
    {
    }

    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource => owner;

    /// <summary>The endpoint's name.</summary>
    public string EndpointName => endpointName;

    /// <summary>The endpoint; throws when there is none of that name.</summary>
    public EndpointAnnotation EndpointAnnotation => Find()
        ?? throw new InvalidOperationException($"Resource '{owner.Name}' has no endpoint '{endpointName}'.");

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether it is known where it is.</summary>
    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;

    /// <summary>Whether the scheme is http.</summary>
    public bool IsHttp => Names.Same(Scheme, "http");

    /// <summary>Whether the scheme is https.</summary>
    public bool IsHttps => Names.Same(Scheme, "https");

    /// <summary>The scheme of its URL.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>Host name or address for clients.</summary>
    public string Host => Allocated.Address;

    /// <summary>Port for clients.</summary>
    public int Port => Allocated.Port;

    /// <summary>The process's own port, if it was given.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary><c>scheme://host:port</c></summary>
    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [owner];

    private AllocatedEndpoint Allocated => EndpointAnnotation.AllocatedEndpoint
        ?? throw new InvalidOperationException($"Endpoint '{endpointName}' of resource '{owner.Name}' is not allocated: the application has not started.");

    /// <summary>One part of the endpoint's address.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        => Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    private EndpointAnnotation? Find()
        => owner.Annotations.OfType<EndpointAnnotation>().SingleOrDefault(endpoint => Names.Same(endpoint.Name, endpointName));
}

/// <summary>A part of an endpoint's address.</summary>
public enum EndpointProperty
{
    /// <summary><c>scheme://host:port</c></summary>
    Url,

    /// <summary>Host name or address for clients.</summary>
    Host,

    /// <summary>IPv4 address for clients.</summary>
    IPV4Host,

    /// <summary>Port for clients.</summary>
    Port,

    /// <summary>The scheme of the URL.</summary>
    Scheme,

    /// <summary>The process's own port.</summary>
    TargetPort,

    /// <summary><c>host:port</c></summary>
    HostAndPort,
}

/// <summary>One part of an endpoint's address, as a value.</summary>
/// <param name="endpointReference">The endpoint.</param>
/// <param name="property">The part.</param>
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue, IValueWithReferences
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint => endpointReference;

    /// <summary>The part.</summary>
    public EndpointProperty Property => property;

    /// <inheritdoc />
    public string ValueExpression => property switch
    {
        EndpointProperty.HostAndPort => $"{Binding("host")}:{Binding("port")}",
        EndpointProperty.IPV4Host => Binding("host"),
        EndpointProperty.TargetPort => Binding("targetPort"),
        _ => Binding(property.ToString().ToLowerInvariant()),
    };

    IEnumerable<object> IValueWithReferences.References => [endpointReference];

    /// <inheritdoc />
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var endpoint = endpointReference.EndpointAnnotation;
        if (property == EndpointProperty.Scheme)
            return endpoint.UriScheme;

        var allocated = await endpoint.WhenAllocatedAsync(cancellationToken);
        return property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.IPV4Host => "127.0.0.1",
            EndpointProperty.Port => allocated.Port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.TargetPort => allocated.TargetPortExpression,
            EndpointProperty.HostAndPort => allocated.EndPointString,
            _ => throw new InvalidOperationException($"Endpoints have no property '{property}'."),
        };
    }

    private string Binding(string part) => $"{{{endpointReference.Resource.Name}.bindings.{endpointReference.EndpointName}.{part}}}";
}
