namespace Valerix.Backup.Sealing;

/// <summary>Decrypts what is read from it. It hands out no byte whose chunk is not proven to be the one that was written.</summary>
internal sealed class OpeningStream(Stream source, ChunkCipher cipher) : Stream
{
    // One byte more than a chunk: its being there tells that another chunk follows.
    private readonly byte[] _cipher = new byte[ChunkCipher.PlainBytes + ChunkCipher.TagBytes + 1];
    private readonly byte[] _plain = new byte[ChunkCipher.PlainBytes];
    private int _cipherCount;
    private int _plainStart;
    private int _plainEnd;
    private bool _isAtEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_plainStart == _plainEnd && !_isAtEnd) await ReadChunkAsync(cancellationToken);
        var count = Math.Min(buffer.Length, _plainEnd - _plainStart);
        _plain.AsMemory(_plainStart, count).CopyTo(buffer);
        _plainStart += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask ReadChunkAsync(CancellationToken cancellationToken)
    {
        _cipherCount += await source.ReadAtLeastAsync(_cipher.AsMemory(_cipherCount), _cipher.Length - _cipherCount, throwOnEndOfStream: false, cancellationToken);
        _isAtEnd = _cipherCount < _cipher.Length;
        var chunk = _isAtEnd ? _cipherCount : _cipher.Length - 1;
        if (chunk < ChunkCipher.TagBytes) throw new EndOfStreamException();

        (_plainStart, _plainEnd) = (0, chunk - ChunkCipher.TagBytes);
        cipher.Decrypt(_cipher.AsSpan(0, chunk), _plain.AsSpan(0, _plainEnd), _isAtEnd);
        _cipher.AsSpan(chunk, _cipherCount - chunk).CopyTo(_cipher);
        _cipherCount -= chunk;
    }
}
