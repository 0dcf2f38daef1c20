using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Somewhere a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<AllocatedEndpoint> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _port;
    private int? _targetPort;
    private string? _transport;

    /// <summary>An endpoint.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">The scheme of its URL; the protocol's name when absent.</param>
    /// <param name="transport">http, http2 or tcp; from the scheme when absent.</param>
    /// <param name="name">Its name within the resource; the scheme when absent.</param>
    /// <param name="port">Where clients connect; any free one when absent.</param>
    /// <param name="targetPort">Where the process listens; any free one when absent.</param>
    /// <param name="isExternal">Meant for the outside.</param>
    /// <param name="isProxied">False: clients reach the process directly. A single process always is reached so here.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Name = name ?? UriScheme;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
        _transport = transport;
        _port = port;
        _targetPort = targetPort;
    }

    /// <summary>Its name within the resource.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>Where clients connect; null is any free port.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>Where the process listens; null is any free port.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    /// <summary>The scheme of its URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host name or address the process listens on.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>http, http2 or tcp.</summary>
    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>Meant for the outside.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether a proxy may stand between clients and the process.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Where it really is; null until the application starts.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocated.Task.IsCompletedSuccessfully ? _allocated.Task.Result : null;
        set => _allocated.TrySetResult(value ?? throw new ArgumentNullException(nameof(value)));
    }

    internal Task<AllocatedEndpoint> WhenAllocatedAsync(CancellationToken cancellationToken) => _allocated.Task.WaitAsync(cancellationToken);
}

/// <summary>Where an endpoint really is.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="address">Host name or address for clients.</param>
/// <param name="port">Port for clients.</param>
/// <param name="targetPortExpression">The process's own port, or a placeholder that each replica replaces by its own.</param>
public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
{
    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint => endpoint;

    /// <summary>Host name or address for clients.</summary>
    public string Address => address;

    /// <summary>Port for clients.</summary>
    public int Port => port;

    /// <summary>The process's own port, or a placeholder that each replica replaces by its own.</summary>
    public string? TargetPortExpression => targetPortExpression;

    /// <summary>The scheme of its URL.</summary>
    public string UriScheme => endpoint.UriScheme;

    /// <summary><c>address:port</c></summary>
    public string EndPointString => $"{address}:{port}";

    /// <summary><c>scheme://address:port</c></summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc />
    public override string ToString() => UriString;
}
