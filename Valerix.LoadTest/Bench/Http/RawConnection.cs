using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Valerix.LoadTest.Bench.Http;

/// <summary>What is looked at of an answer.</summary>
/// <param name="Status">The status code.</param>
/// <param name="OrderId">Where its Location points; null without one.</param>
internal readonly record struct RawAnswer(int Status, Guid? OrderId)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>
/// A keep-alive HTTP/1.1 connection that sends bytes which are ready and reads as little of the answer as it can: the generator shares
/// the machine with what it measures, and <see cref="HttpClient"/> would cost more than the services.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private const int BufferBytes = 32 * 1024;
    private const int GuidLength = 36;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[BufferBytes];

    private RawConnection(Socket socket) => _socket = socket;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> LastChunk => "\r\n0\r\n\r\n"u8;

    /// <param name="address">A service on this machine.</param>
    /// <param name="from">One of this machine's loopback addresses, to look like another client; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RawConnection> OpenAsync(Uri address, IPAddress? from, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (from is not null) socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask<RawAnswer> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, SocketFlags.None, cancellationToken);
        var length = 0;
        do
        {
            var read = length < BufferBytes ? await _socket.ReceiveAsync(_buffer.AsMemory(length), SocketFlags.None, cancellationToken) : 0;
            if (read == 0) throw new IOException("The connection was cut, or the answer is too long.");
            length += read;
        }
        while (!IsWhole(_buffer.AsSpan(0, length)));

        return Read(_buffer.AsSpan(0, length));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headEnd = answer.IndexOf(HeadEnd);
        if (headEnd < 0) return false;

        var head = answer[..headEnd];
        return ValueOf(head, "Content-Length: "u8) is { IsEmpty: false } value && int.TryParse(value, out var bodyLength)
            ? answer.Length >= headEnd + HeadEnd.Length + bodyLength
            : ValueOf(head, "Transfer-Encoding: "u8).IsEmpty || answer.EndsWith(LastChunk);
    }

    private static RawAnswer Read(ReadOnlySpan<byte> answer)
    {
        // HTTP/1.1 201 Created
        var status = int.Parse(answer.Slice(9, 3));
        var location = ValueOf(answer[..answer.IndexOf(HeadEnd)], "Location: "u8);
        return new(status, location.Length >= GuidLength && Guid.TryParse(Encoding.ASCII.GetString(location[^GuidLength..]), out var id) ? id : null);
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var start = head.IndexOf(name);
        if (start < 0) return [];

        var rest = head[(start + name.Length)..];
        var end = rest.IndexOf("\r\n"u8);
        return end < 0 ? rest : rest[..end];
    }
}
