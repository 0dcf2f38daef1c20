using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Knows the operator's key when it sees it.</summary>
public sealed class OperatorKeyCheck(IConfiguration configuration)
{
    private const int MaxBytes = 256;

    // Null when no key is configured: then none is right.
    private readonly byte[]? _expected = configuration[OperatorKey.ConfigurationKey] is { Length: > 0 } key ? Padded(key) : null;

    /// <summary>Whether a request carries the right key.</summary>
    public bool IsGivenBy(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsRight(request.Headers[OperatorKey.HeaderName].ToString());
    }

    /// <summary>Whether a text is the right key; the comparison takes as long for a wrong one.</summary>
    public bool IsRight(string given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Length == 0 || _expected is null) return false;

        Span<byte> padded = stackalloc byte[MaxBytes];
        return TryPad(given, padded) && CryptographicOperations.FixedTimeEquals(padded, _expected);
    }

    private static byte[] Padded(string key)
    {
        var padded = new byte[MaxBytes];
        return TryPad(key, padded)
            ? padded
            : throw new InvalidOperationException($"{OperatorKey.ConfigurationKey} is longer than {MaxBytes} bytes.");
    }

    // Equal lengths, so that the comparison tells nothing about the key's own.
    private static bool TryPad(string text, Span<byte> padded)
    {
        if (!Encoding.UTF8.TryGetBytes(text, padded, out var written)) return false;

        padded[written..].Clear();
        return true;
    }
}
