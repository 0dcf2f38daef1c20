using System.Net.Sockets;
using System.Text;
using Valerix.LoadTest.Bench.Http;

namespace Valerix.UnitTests.LoadTest.Bench;

public sealed class RawConnectionTests : IDisposable
{
    private const string Id = "0198a1b2-0000-7000-8000-000000000001";

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public RawConnectionTests() => _server.Start();

    [Fact]
    public async Task An_answer_in_chunks_and_one_of_a_known_length_are_told_apart_from_the_next()
    {
        using var connection = await RawConnection.OpenAsync(new($"http://localhost:{((IPEndPoint)_server.LocalEndpoint).Port}"), from: null, CancellationToken.None);
        using var peer = await _server.AcceptSocketAsync();

        var first = connection.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), CancellationToken.None).AsTask();
        await AnswerAsync(peer, $"HTTP/1.1 201 Created\r\nLocation: /orders/{Id}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{{\"a\":");
        first.IsCompleted.ShouldBeFalse();
        await AnswerAsync(peer, "\r\n2\r\n1}\r\n0\r\n\r\n");
        (await first).ShouldBe(new(201, Guid.Parse(Id)));

        var second = connection.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), CancellationToken.None).AsTask();
        await AnswerAsync(peer, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbu");
        second.IsCompleted.ShouldBeFalse();
        await AnswerAsync(peer, "sy");
        (await second).ShouldBe(new(503, null));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_no_answer()
    {
        using var connection = await RawConnection.OpenAsync(new($"http://localhost:{((IPEndPoint)_server.LocalEndpoint).Port}"), from: null, CancellationToken.None);
        using (var peer = await _server.AcceptSocketAsync()) await AnswerAsync(peer, "HTTP/1.1 200 OK\r\nContent-Le");

        await Should.ThrowAsync<Exception>(async () => await connection.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), CancellationToken.None));
    }

    public void Dispose() => _server.Dispose();

    private static async Task AnswerAsync(Socket peer, string text) => await peer.SendAsync(Encoding.ASCII.GetBytes(text), SocketFlags.None);
}
