namespace Valerix.Backup.Sealing;

/// <summary>Encrypts what is written to it, chunk by chunk.</summary>
internal sealed class SealingStream(Stream target, ChunkCipher cipher) : WriteOnlyStream
{
    private readonly byte[] _plain = new byte[ChunkCipher.PlainBytes];
    private readonly byte[] _cipher = new byte[ChunkCipher.PlainBytes + ChunkCipher.TagBytes];
    private int _count;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            // A full chunk is written only when more follows: the last one is marked.
            if (_count == _plain.Length) await WriteChunkAsync(isLast: false, cancellationToken);
            var count = Math.Min(buffer.Length, _plain.Length - _count);
            buffer[..count].CopyTo(_plain.AsMemory(_count));
            _count += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Writes the last chunk. Without it the file counts as cut off.</summary>
    public ValueTask FinishAsync(CancellationToken cancellationToken) => WriteChunkAsync(isLast: true, cancellationToken);

    private async ValueTask WriteChunkAsync(bool isLast, CancellationToken cancellationToken)
    {
        cipher.Encrypt(_plain.AsSpan(0, _count), _cipher, isLast);
        await target.WriteAsync(_cipher.AsMemory(0, _count + ChunkCipher.TagBytes), cancellationToken);
        _count = 0;
    }
}
