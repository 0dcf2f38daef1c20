namespace Valerix.Standalone.ServiceDiscovery;

/// <summary>The endpoints of one service, given out in turn.</summary>
internal sealed class ServiceEndpoints(Uri[] addresses)
{
    private uint _next;

    /// <summary>The same request at the next endpoint.</summary>
    public Uri At(Uri asked)
    {
        var address = addresses[Interlocked.Increment(ref _next) % (uint)addresses.Length];
        var moved = new UriBuilder(asked) { Scheme = address.Scheme, Host = address.Host, Port = address.Port };
        if (address.AbsolutePath.Length > 1)
            moved.Path = $"{address.AbsolutePath.TrimEnd('/')}/{asked.AbsolutePath.TrimStart('/')}";

        return moved.Uri;
    }
}
