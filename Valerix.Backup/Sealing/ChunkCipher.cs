using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Valerix.Backup.Sealing;

/// <summary>Encrypts a file in chunks. Each has its number in its nonce, and the last one says that it is the last, so that none can be moved or left out.</summary>
internal sealed class ChunkCipher(byte[] key, string name) : IDisposable
{
    public const int PlainBytes = 1 << 16;
    public const int TagBytes = 16;

    private const int NonceBytes = 12;

    private readonly AesGcm _aes = new(key, TagBytes);

    // A file that was put in another one's place can't be opened under this name.
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private long _number;

    public void Encrypt(ReadOnlySpan<byte> plain, Span<byte> cipher, bool isLast) =>
        _aes.Encrypt(Nonce(isLast), plain, cipher[..plain.Length], cipher.Slice(plain.Length, TagBytes), _name);

    /// <exception cref="AuthenticationTagMismatchException">The chunk is not the one that was written here.</exception>
    public void Decrypt(ReadOnlySpan<byte> cipher, Span<byte> plain, bool isLast) =>
        _aes.Decrypt(Nonce(isLast), cipher[..^TagBytes], cipher[^TagBytes..], plain, _name);

    public void Dispose() => _aes.Dispose();

    private byte[] Nonce(bool isLast)
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, _number++);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
