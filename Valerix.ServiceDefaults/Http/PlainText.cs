using System.Buffers;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Text that is shown as it was sent.</summary>
public static class PlainText
{
    /// <summary>The rule in words, to follow "must have".</summary>
    public const string Rule = "no control characters and none that change the direction of the text";

    // Unicode's bidirectional controls (UAX 9, section 2) and its line and paragraph separators: with them, an id can look like another one.
    private static readonly SearchValues<char> _misleading = SearchValues.Create(
        "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u2028\u2029");

    public static bool Is(string text) => !text.Any(char.IsControl) && !text.AsSpan().ContainsAny(_misleading);
}
