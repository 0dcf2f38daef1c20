using Npgsql;

namespace Valerix.OrderApi.Orders;

/// <summary>Reads an order from the row that <see cref="OrderStore"/> selects: its columns, then its lines as arrays.</summary>
internal static class OrderRow
{
    public static Order Read(NpgsqlDataReader row)
    {
        var id = row.GetGuid(0);
        var skus = row.GetFieldValue<string[]>(10);
        var quantities = row.GetFieldValue<int[]>(11);
        var unitPrices = row.GetFieldValue<decimal?[]>(12);

        return new Order
        {
            Id = id,
            CustomerId = row.GetString(1),
            Status = Enum.Parse<OrderStatus>(row.GetString(2)),
            Message = row.GetString(3),
            Total = row.IsDBNull(4) ? null : row.GetDecimal(4),
            Refusal = row.IsDBNull(5) ? null : Refusal.FromJson(row.GetString(5)),
            IdempotencyKey = row.GetString(6),
            PayloadHash = row.GetFieldValue<byte[]>(7),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(8),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(9),
            Lines =
            [
                .. skus.Select((sku, i) => new OrderLine { OrderId = id, Sku = sku, Quantity = quantities[i], UnitPrice = unitPrices[i] }),
            ],
        };
    }
}
