using System.Buffers;

namespace Valerix.InventoryApi.Domain;

/// <summary>The name of a stock-keeping unit.</summary>
internal static class Sku
{
    public const int MaxLength = 64;

    public const string Rule = "must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'.";

    private static readonly SearchValues<char> _allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsValid(string? sku) =>
        sku is { Length: > 0 and <= MaxLength } && !sku.AsSpan().ContainsAnyExcept(_allowed);
}
