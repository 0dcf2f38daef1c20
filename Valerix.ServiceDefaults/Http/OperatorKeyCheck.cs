using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Knows the operator's key when it sees it.</summary>
public sealed partial class OperatorKeyCheck(IConfiguration configuration, TimeProvider time, ILogger<OperatorKeyCheck> logger)
{
    private const int MaxBytes = 256;

    /// <summary>A client that tries keys must not be able to fill the log.</summary>
    private static readonly TimeSpan _betweenLines = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long? _loggedAt;
    private long _refused;

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

    /// <summary>Logs that a call came with another key than the operator's, without the key; one line for all that come within ten seconds.</summary>
    internal void NoteRefused(HttpRequest request)
    {
        lock (_lock)
        {
            _refused++;
            if (_loggedAt is { } loggedAt && time.GetElapsedTime(loggedAt) < _betweenLines) return;

            LogRefused(request.Method, request.Path, request.HttpContext.Connection.RemoteIpAddress, _refused);
            (_loggedAt, _refused) = (time.GetTimestamp(), 0);
        }
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

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} from {Address} came with a key that is not the operator's ({Count} such calls since the last line): a service with this key has a wrong Operator:Key")]
    private partial void LogRefused(string method, PathString path, System.Net.IPAddress? address, long count);
}
