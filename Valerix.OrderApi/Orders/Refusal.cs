using System.Text.Json;
using Valerix.OrderApi.Inventory;

namespace Valerix.OrderApi.Orders;

/// <summary>Why Inventory refused an order; kept, so that a repeated call gets the same answer. One of the two lists is empty.</summary>
/// <param name="Shortages">The lines that there was not enough stock for.</param>
/// <param name="UnknownSkus">The products that do not exist.</param>
internal sealed record Refusal(IReadOnlyList<Shortage> Shortages, IReadOnlyList<string> UnknownSkus)
{
    public static Refusal Because(InventoryAnswer.InsufficientStock answer) => new(answer.Shortages, []);

    public static Refusal Because(InventoryAnswer.UnknownSku answer) => new([], answer.Skus);

    public static Refusal FromJson(string json) => JsonSerializer.Deserialize<Refusal>(json, JsonSerializerOptions.Web)!;

    /// <summary>As JSON inside of other JSON.</summary>
    public JsonElement ToElement() => JsonSerializer.SerializeToElement(this, JsonSerializerOptions.Web);

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
