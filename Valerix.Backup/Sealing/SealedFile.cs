using System.IO.Compression;
using System.Security.Cryptography;

namespace Valerix.Backup.Sealing;

/// <summary>Compresses and encrypts on the way in, and the reverse on the way out, never with more than a chunk in memory.</summary>
internal static class SealedFile
{
    /// <summary>Seals what <paramref name="write"/> writes into <paramref name="target"/>.</summary>
    public static async Task SealAsync(Stream target, BackupKey key, string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var (header, fileKey) = SealHeader.Create(key);
        await target.WriteAsync(header, cancellationToken);
        using var cipher = new ChunkCipher(fileKey, name);
        await using var sealing = new SealingStream(target, cipher);
        // The fastest level: the processor is the shoppers'.
        await using (var compressed = new GZipStream(sealing, CompressionLevel.Fastest, leaveOpen: true)) await write(compressed);
        await sealing.FinishAsync(cancellationToken);
    }

    /// <summary>Opens <paramref name="source"/> and hands its content to <paramref name="read"/>.</summary>
    /// <exception cref="BackupException">It is damaged, cut off, or was sealed with another key.</exception>
    public static async Task OpenAsync(Stream source, BackupKey key, string name, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            var header = new byte[SealHeader.Bytes];
            await source.ReadExactlyAsync(header, cancellationToken);
            using var cipher = new ChunkCipher(SealHeader.Open(header, key, name), name);
            await using var opening = new OpeningStream(source, cipher);
            await using (var plain = new GZipStream(opening, CompressionMode.Decompress, leaveOpen: true)) await read(plain);
            // A reader may stop before the end, and an end that is missing is damage too.
            await opening.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception exception) when (exception is AuthenticationTagMismatchException or EndOfStreamException or InvalidDataException)
        {
            throw SealHeader.Damaged(name, exception);
        }
    }
}
