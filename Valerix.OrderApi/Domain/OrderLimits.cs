namespace Valerix.OrderApi.Domain;

/// <summary>How much an order may hold.</summary>
internal static class OrderLimits
{
    public const int CustomerIdLength = 100;

    public const int SkuLength = 64;

    /// <summary>What a sku is made of.</summary>
    public const string SkuPattern = "^[A-Za-z0-9._-]+$";

    /// <summary>Lines with different skus.</summary>
    public const int Lines = 100;

    /// <summary>Of one sku.</summary>
    public const int Quantity = 1_000_000;
}
