using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Valerix.ServiceDefaults.Http;

/// <summary>The value of an <c>Idempotency-Key</c> header: 1 to 255 printable ASCII characters.</summary>
/// <remarks>
/// A structured-field string (RFC 8941, section 3.3.3: in quotes, with <c>\"</c> and <c>\\</c> as escapes);
/// without quotes it is taken as it stands. So <c>"k"</c> and <c>k</c> are the same key.
/// </remarks>
/// <param name="Value">The key itself, without quotes or escapes.</param>
public sealed record IdempotencyKey(string Value)
{
    public const string HeaderName = "Idempotency-Key";

    /// <summary>Set to <c>true</c> on an answer that repeats what an earlier call with the same key did.</summary>
    public const string ReplayedHeaderName = "Idempotency-Replayed";

    public const int MaxLength = 255;

    /// <summary>Reads a header; false when it is missing, empty, too long or not well-formed.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out IdempotencyKey? key)
    {
        var text = header?.Trim() ?? "";
        var value = text.StartsWith('"') ? Unquote(text) : text;
        key = value is { Length: > 0 and <= MaxLength } && value.All(IsPrintable) ? new IdempotencyKey(value) : null;
        return key is not null;
    }

    public override string ToString() => Value;

    private static bool IsPrintable(char c) => c is >= ' ' and <= '~';

    private static string? Unquote(string text)
    {
        var value = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    return i == text.Length - 1 ? value.ToString() : null;
                case '\\':
                    if (++i == text.Length || text[i] is not ('"' or '\\')) return null;
                    break;
            }

            value.Append(text[i]);
        }

        return null;
    }
}
