using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Finds free ports, below those that the system hands to outgoing connections, so that a port stays free while its process restarts.</summary>
internal static class PortAllocator
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int MaxAttempts = 1_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A free port that was not given to anybody else in this process.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                var port = Random.Shared.Next(First, Last);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new DistributedApplicationException($"There is no free port between {First} and {Last}.");
    }

    /// <summary>Says plainly which port is taken, and what to do about it.</summary>
    /// <exception cref="DistributedApplicationException">Another process listens there.</exception>
    public static void EnsureFree(int port, EndpointAnnotation endpoint, IResource resource)
    {
        if (endpoint.Protocol == ProtocolType.Tcp && !IsFree(port))
        {
            throw new DistributedApplicationException(
                $"Port {port}, endpoint '{endpoint.Name}' of '{resource.Name}', is in use by another process: end that one, "
                + "change applicationUrl in the project's launchSettings.json, or set DcpPublisher__RandomizePorts=true.");
        }
    }

    private static bool IsFree(int port)
        => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine without IPv6 loopback has no use for the port there.
            return exception.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
