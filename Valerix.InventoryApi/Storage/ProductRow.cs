using Npgsql;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>How the hot paths read a <see cref="Product"/>.</summary>
internal static class ProductRow
{
    /// <summary>The columns of table <c>products</c> in the order that <see cref="Read"/> expects.</summary>
    public const string Columns = "sku, name, unit_price, on_hand, reserved, created_at, moved_at";

    public static Product Read(NpgsqlDataReader row) => new()
    {
        Sku = row.GetString(0),
        Name = row.GetString(1),
        UnitPrice = row.GetDecimal(2),
        OnHand = row.GetInt64(3),
        Reserved = row.GetInt64(4),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
        MovedAt = row.GetFieldValue<DateTimeOffset>(6),
    };
}
