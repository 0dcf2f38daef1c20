using System.Globalization;

namespace Valerix.InventoryApi.Domain;

/// <summary>More pieces were asked for than are available.</summary>
internal sealed record Shortage(string Sku, long Requested, long Available)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sku} ({Requested} asked for, {Available} there)");
}
