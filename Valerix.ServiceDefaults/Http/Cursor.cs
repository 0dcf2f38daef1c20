using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Where a page ended, in a form that says nothing to the caller: base64url of the last item's key.</summary>
public static class Cursor
{
    private const int GuidBytes = 16;

    public static string Encode(Guid key) => Base64Url.EncodeToString(key.ToByteArray(bigEndian: true));

    public static string Encode(long key)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, key);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False when <paramref name="cursor"/> did not come from <see cref="Encode(Guid)"/>.</summary>
    public static bool TryDecode(string cursor, out Guid key)
    {
        Span<byte> bytes = stackalloc byte[GuidBytes];
        var ok = TryDecode(cursor, bytes);
        key = ok ? new Guid(bytes, bigEndian: true) : default;
        return ok;
    }

    /// <summary>False when <paramref name="cursor"/> did not come from <see cref="Encode(long)"/>.</summary>
    public static bool TryDecode(string cursor, out long key)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        var ok = TryDecode(cursor, bytes);
        key = ok ? BinaryPrimitives.ReadInt64BigEndian(bytes) : default;
        return ok;
    }

    // The decoder also takes padding, blanks and unused bits, which the encoder never writes.
    private static bool TryDecode(string cursor, Span<byte> bytes) =>
        Base64Url.DecodeFromChars(cursor, bytes, out _, out var written) == OperationStatus.Done
        && written == bytes.Length
        && Base64Url.EncodeToString(bytes) == cursor;
}
