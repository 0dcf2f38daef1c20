using Npgsql;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>Reads an order from the row that <see cref="OrderSql"/> selects: its columns, its lines as arrays, its step.</summary>
internal static class OrderRow
{
    public static Order Read(NpgsqlDataReader row)
    {
        var id = row.GetGuid(0);
        // Null when there are none, which no order of ours has: see Order.Defect.
        var skus = row.IsDBNull(11) ? [] : row.GetFieldValue<string[]>(11);
        var quantities = row.IsDBNull(12) ? [] : row.GetFieldValue<int[]>(12);
        var unitPrices = row.IsDBNull(13) ? [] : row.GetFieldValue<decimal?[]>(13);

        return new Order
        {
            Id = id,
            CustomerId = row.GetString(1),
            Status = Enum.Parse<OrderStatus>(row.GetString(2)),
            Message = row.GetString(3),
            Total = row.IsDBNull(4) ? null : row.GetDecimal(4),
            Refusal = ReadRefusal(row, 5),
            AttentionFrom = row.IsDBNull(6) ? null : Enum.Parse<OrderStatus>(row.GetString(6)),
            IdempotencyKey = row.GetString(7),
            PayloadHash = row.GetFieldValue<byte[]>(8),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(9),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(10),
            Lines =
            [
                .. skus.Select((sku, i) => new OrderLine { OrderId = id, Sku = sku, Quantity = quantities[i], UnitPrice = unitPrices[i] }),
            ],
            Step = row.IsDBNull(14) ? null : ReadStep(row, id),
        };
    }

    private static OrderStep ReadStep(NpgsqlDataReader row, Guid orderId) => new()
    {
        OrderId = orderId,
        Step = Enum.Parse<SagaStep>(row.GetString(14)),
        Attempts = row.GetInt32(15),
        DueAt = ReadTime(row, 16),
        LeaseUntil = ReadTime(row, 17),
        LeaseToken = row.GetGuid(18),
        Refusal = ReadRefusal(row, 19),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(20),
        Traceparent = row.IsDBNull(21) ? null : row.GetString(21),
    };

    private static Refusal? ReadRefusal(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Refusal.FromJson(row.GetString(column));

    private static DateTimeOffset? ReadTime(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
