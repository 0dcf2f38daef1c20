using System.Net;
using System.Net.Sockets;

namespace Valerix.LoadTest.Bench.Http;

/// <summary>
/// Has this process go on with a socket's work on the thread that hears of it, which halves what the generator costs. It must not block
/// there, and it doesn't. The runtime knows this as an experimental switch in the environment, read once.
/// </summary>
internal static class InlineSockets
{
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Before the first socket, and without passing the switch on to the services: they are measured as they are.</summary>
    public static async Task PreferAsync(CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable(Switch, "1");
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        var accepting = listener.AcceptSocketAsync(cancellationToken);
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellationToken);
        using var accepted = await accepting;
        Environment.SetEnvironmentVariable(Switch, null);
    }
}
