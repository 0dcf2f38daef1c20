using System.Net;
using System.Net.Sockets;

namespace Valerix.AppHost.Postgres;

/// <summary>Finds free ports.</summary>
internal static class LoopbackPort
{
    // Below what operating systems hand out for outgoing connections, so that none of those takes it in between.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;
    private const int MaxAttempts = 100;

    /// <summary>A free port on loopback.</summary>
    /// <exception cref="DistributedApplicationException">None was found.</exception>
    public static int Free()
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try the next.
            }
        }

        throw new DistributedApplicationException($"No free port between {Lowest} and {Highest} on loopback.");
    }
}
