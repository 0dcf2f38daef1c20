using System.Text.Json;

namespace Valerix.OrderApi.Domain;

/// <summary>Why Inventory refused an order; kept, so that a repeated call gets the same answer. One of the two lists is empty.</summary>
/// <param name="Shortages">The lines that there was not enough stock for.</param>
/// <param name="UnknownSkus">The products that do not exist.</param>
internal sealed record Refusal(IReadOnlyList<Shortage> Shortages, IReadOnlyList<string> UnknownSkus)
{
    /// <summary>Stands for a refusal whose JSON is not one: a row that was changed by hand, or by another program.</summary>
    public static Refusal Unreadable { get; } = new([], []);

    /// <summary>Never fails: of many orders that are read together, one bad row must not keep the others from being read.</summary>
    /// <returns><see cref="Unreadable"/> when the JSON is no refusal.</returns>
    public static Refusal FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Refusal>(json, JsonSerializerOptions.Web) is { Shortages: not null, UnknownSkus: not null } refusal
                ? refusal
                : Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    /// <summary>As JSON inside of other JSON.</summary>
    public JsonElement ToElement() => JsonSerializer.SerializeToElement(this, JsonSerializerOptions.Web);

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>A line that could not be reserved.</summary>
/// <param name="Sku">Of which product.</param>
/// <param name="Requested">How many were asked for.</param>
/// <param name="Available">How many there were.</param>
internal sealed record Shortage(string Sku, int Requested, long Available);
