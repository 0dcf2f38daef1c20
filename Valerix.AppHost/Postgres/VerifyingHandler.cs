using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;

namespace Valerix.AppHost.Postgres;

/// <summary>Hands an archive on only when all of it is there and equals the checksum published beside it, and says how far it is.</summary>
/// <param name="limits">What a download may cost at most.</param>
/// <param name="say">Tells the user how far it is.</param>
internal sealed class VerifyingHandler(DownloadLimits limits, Action<string> say) : DelegatingHandler(new SocketsHttpHandler())
{
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan _progressInterval = TimeSpan.FromSeconds(3);

    // A Maven repository must publish SHA-1 and may publish SHA-256. The package checks SHA-256 alone, and installs unchecked where that
    // file is missing or can't be read.
    private static readonly (string Name, string Suffix, Func<byte[], byte[]> Of)[] _checksums =
    [
        ("SHA-256", ".sha256", SHA256.HashData),
        ("SHA-1", ".sha1", SHA1.HashData),
    ];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await ReceiveAsync(request, cancellationToken);
        if (request.RequestUri!.AbsolutePath.EndsWith(".jar", StringComparison.Ordinal))
        {
            ThrowUnlessFound(request.RequestUri, response);
            await VerifyAsync(request.RequestUri, await response.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        }

        return response;
    }

    private async Task VerifyAsync(Uri archive, byte[] content, CancellationToken cancellationToken)
    {
        foreach (var (name, suffix, of) in _checksums)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{archive}{suffix}");
            using var response = await ReceiveAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound) continue;

            ThrowUnlessFound(request.RequestUri!, response);
            var published = await response.Content.ReadAsStringAsync(cancellationToken);
            // A file name may follow.
            if (published.Trim().Split(' ', 2)[0].Equals(Convert.ToHexString(of(content)), StringComparison.OrdinalIgnoreCase)) return;
            throw new InvalidDataException($"the archive's {name} is not the one published beside it");
        }

        throw new InvalidDataException("no checksum is published beside the archive");
    }

    private static void ThrowUnlessFound(Uri address, HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"{address.AbsolutePath} is answered with {(int)response.StatusCode}");
    }

    /// <summary>The response with all of its content in memory: the archives are small.</summary>
    private async Task<HttpResponseMessage> ReceiveAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            patience.CancelAfter(limits.Patience);
            var response = await base.SendAsync(request, patience.Token);
            await using var source = await response.Content.ReadAsStreamAsync(patience.Token);
            using var received = new MemoryStream();
            var buffer = new byte[64 * 1024];
            var sinceWord = Stopwatch.StartNew();
            while (await source.ReadAsync(buffer, patience.Token) is var count and > 0)
            {
                patience.CancelAfter(limits.Patience);
                received.Write(buffer, 0, count);
                if (received.Length > limits.MaxBytes) throw new InvalidDataException($"more than {limits.MaxBytes / Megabyte:0.#} MB came");
                if (sinceWord.Elapsed < _progressInterval) continue;

                say(response.Content.Headers.ContentLength is { } length
                    ? $"  {received.Length / Megabyte:0.0} of {length / Megabyte:0.0} MB"
                    : $"  {received.Length / Megabyte:0.0} MB");
                sinceWord.Restart();
            }

            response.Content = new ByteArrayContent(received.ToArray());
            return response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing arrived for {limits.Patience.TotalSeconds:0.#} s");
        }
    }
}
