using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Knows the operator's key when it sees it.</summary>
internal sealed class OperatorKeyCheck(IConfiguration configuration)
{
    // Null when no key is configured: then none is right.
    private readonly byte[]? _expected = configuration[OperatorKey.ConfigurationKey] is { Length: > 0 } key ? Hash(key) : null;

    /// <summary>Whether a request carries the right key.</summary>
    public bool IsGivenBy(HttpRequest request)
    {
        var given = request.Headers[OperatorKey.HeaderName].ToString();
        return given.Length > 0 && _expected is not null && CryptographicOperations.FixedTimeEquals(Hash(given), _expected);
    }

    // Equal lengths, so that the comparison tells nothing about the key's own.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
