using Npgsql;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>The append-only book of everything that ever moved.</summary>
internal static class Ledger
{
    /// <summary>The time now, not the transaction's start, which may lie before another's commit. To be read when the locks are held.</summary>
    public const string ReadClock = "SELECT clock_timestamp()";

    // One statement for both, so that a product is moved by exactly what its ledger gained.
    private const string AppendSql =
        """
        WITH entries AS (
            INSERT INTO movements (sku, kind, on_hand_delta, reserved_delta, order_id, idempotency_key, reason, at)
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[])
            RETURNING sku, on_hand_delta, reserved_delta, at
        ), moved AS (
            SELECT sku, sum(on_hand_delta)::bigint AS on_hand, sum(reserved_delta)::bigint AS reserved, max(at) AS at
            FROM entries
            GROUP BY sku
        )
        UPDATE products
        SET on_hand = products.on_hand + moved.on_hand, reserved = products.reserved + moved.reserved, moved_at = moved.at
        FROM moved
        WHERE products.sku = moved.sku
        """;

    /// <summary>When a movement of <paramref name="products"/> happens: a server's clock may be set back, a product's history may not.</summary>
    public static DateTimeOffset TimeFor(IEnumerable<Product> products, DateTimeOffset clock) =>
        products.Select(product => product.MovedAt).Append(clock).Max();

    /// <summary>
    /// Writes <paramref name="movements"/>, in their order, and moves the products by them.
    /// The transaction it joins holds the locks of those products.
    /// </summary>
    public static NpgsqlBatchCommand Append(IReadOnlyCollection<Movement> movements) => new(AppendSql)
    {
        Parameters =
        {
            new() { Value = movements.Select(movement => movement.Sku).ToArray() },
            new() { Value = movements.Select(movement => movement.Kind.ToString()).ToArray() },
            new() { Value = movements.Select(movement => movement.OnHandDelta).ToArray() },
            new() { Value = movements.Select(movement => movement.ReservedDelta).ToArray() },
            new() { Value = movements.Select(movement => movement.OrderId).ToArray() },
            new() { Value = movements.Select(movement => movement.IdempotencyKey).ToArray() },
            new() { Value = movements.Select(movement => movement.Reason).ToArray() },
            new() { Value = movements.Select(movement => movement.At).ToArray() },
        },
    };
}
