namespace Valerix.UnitTests.Shared;

/// <summary>Names of a test's own, so that tests share a system without meeting each other.</summary>
internal static class Unique
{
    public static string Sku() => $"SKU-{Suffix()}";

    /// <summary>Skus in ascending order of their code points.</summary>
    public static string[] Skus(int count) => [.. Enumerable.Range(0, count).Select(_ => Sku()).Order(StringComparer.Ordinal)];

    public static string Customer() => $"c-{Suffix()}";

    public static string Key() => $"key-{Guid.NewGuid():N}";

    private static string Suffix() => Guid.NewGuid().ToString("N")[..12];
}
