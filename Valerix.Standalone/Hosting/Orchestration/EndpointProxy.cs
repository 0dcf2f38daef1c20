using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Serves an endpoint's port for the processes behind it: each connection goes to the next one that accepts it.</summary>
internal sealed class EndpointProxy(IResource resource, EndpointAnnotation endpoint, int port) : IDisposable
{
    private const int MaxConnections = 2_000;
    private const int BufferBytes = 16 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HalfCloseTimeout = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _places = new(MaxConnections);
    private readonly List<TcpListener> _listeners = [];
    private int[] _backends = [];
    private uint _next;

    /// <summary>The resource whose endpoint it is.</summary>
    public IResource Resource => resource;

    /// <summary>Begins to listen, unless it does already.</summary>
    public void Open(IEnumerable<ResourceInstance> instances)
    {
        if (_listeners.Count > 0)
            return;

        PortAllocator.EnsureFree(port, endpoint, resource);
        _backends = [.. instances.Select(instance => instance.TargetPorts[endpoint.Name])];
        IPAddress[] addresses = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        foreach (var address in addresses)
        {
            var listener = new TcpListener(address, port);
            listener.Start();
            _listeners.Add(listener);
            _ = AcceptAsync(listener);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_closing.Token);
                _ = ServeAsync(await listener.AcceptSocketAsync(_closing.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The application ends.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            using (var backend = await ConnectAsync())
            {
                if (backend is null)
                    return;

                client.NoDelay = backend.NoDelay = true;
                using var abort = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                await Task.WhenAll(PumpAsync(client, backend, abort), PumpAsync(backend, client, abort));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the two has gone; the other one is told by the closed connection.
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The next process that accepts a connection; null when none does.</summary>
    private async Task<Socket?> ConnectAsync()
    {
        for (var attempt = 0; attempt < _backends.Length; attempt++)
        {
            var backend = _backends[Interlocked.Increment(ref _next) % _backends.Length];
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            bounded.CancelAfter(ConnectTimeout);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, backend, bounded.Token);
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    /// <summary>Copies until the sender has finished, and passes that on. The other direction may then take a while, not for ever.</summary>
    private static async Task PumpAsync(Socket from, Socket to, CancellationTokenSource abort)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            int count;
            while ((count = await from.ReceiveAsync(buffer, abort.Token)) > 0)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), abort.Token);
            }

            to.Shutdown(SocketShutdown.Send);
            abort.CancelAfter(HalfCloseTimeout);
        }
        catch
        {
            await abort.CancelAsync();
            throw;
        }
    }
}
