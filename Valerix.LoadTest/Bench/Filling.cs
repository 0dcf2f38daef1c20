using Npgsql;

namespace Valerix.LoadTest.Bench;

/// <summary>
/// Puts orders of the past into the tables of both services, set by set: shipped, with their lines, their timeline, their reservations and
/// the ledger that goes with them, so that every rule of the schema holds. Foreign keys are not checked row by row meanwhile.
/// </summary>
internal sealed class Filling(BenchSystem system)
{
    private const string Sku = "bench-of-the-past";
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(5);

    /// <summary>$1: the first number, $2: the last. An id is a UUIDv7 of a year ago, one millisecond later for each number.</summary>
    private const string Past =
        """
        CREATE TEMP TABLE past AS
        SELECT number, (lpad(to_hex(1735689600000 + number), 12, '0') || '70008000' || lpad(to_hex(number), 12, '0'))::uuid AS id,
               timestamptz '2025-01-01' + number * interval '1 millisecond' AS at
        FROM generate_series({0}, {1}) AS number;
        SET session_replication_role = replica;

        """;

    private const string Orders = Past +
        """
        INSERT INTO orders (id, customer_id, status, message, total, idempotency_key, payload_hash, created_at, updated_at)
        SELECT id, 'past-' || number % 10000, 'Shipped', 'Your order has left the warehouse.', 9.99, 'past-' || number, sha256(number::text::bytea), at, at
        FROM past;
        INSERT INTO order_lines (order_id, sku, quantity, unit_price) SELECT id, '{2}', 1, 9.99 FROM past;
        INSERT INTO order_events (order_id, type, at, detail)
        SELECT id, type, at, 'Long ago.'
        FROM past CROSS JOIN unnest(ARRAY['Pending', 'ReserveAttempt', 'Confirmed', 'Shipping', 'CommitAttempt', 'Shipped']) WITH ORDINALITY AS event (type, rank)
        ORDER BY number, rank;
        """;

    private const string Stock = Past +
        """
        INSERT INTO products (sku, name, unit_price) VALUES ('{2}', 'Sold long ago', 9.99) ON CONFLICT DO NOTHING;
        INSERT INTO movements (sku, kind, on_hand_delta, reserved_delta, idempotency_key, reason, at)
        SELECT '{2}', 'Stock', count(*), 0, 'past-' || min(number), 'received long ago', min(at) FROM past;
        INSERT INTO reservations (order_id, state, created_at, updated_at) SELECT id, 'Committed', at, at FROM past;
        INSERT INTO reservation_lines (order_id, sku, quantity, unit_price) SELECT id, '{2}', 1, 9.99 FROM past;
        INSERT INTO movements (sku, kind, on_hand_delta, reserved_delta, order_id, at)
        SELECT '{2}', step.kind, step.on_hand, step.reserved, id, at
        FROM past CROSS JOIN (VALUES ('Reserve', 0, 1), ('Commit', -1, -1)) AS step (kind, on_hand, reserved)
        ORDER BY number, step.reserved DESC;
        """;

    private long _filled;

    /// <summary>Adds orders until there are so many.</summary>
    public async Task UpToAsync(long count, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            ExecuteAsync(BenchSystem.OrdersDb, Orders, count, cancellationToken),
            ExecuteAsync(BenchSystem.InventoryDb, Stock, count, cancellationToken));
        _filled = count;
    }

    private async Task ExecuteAsync(string database, string sql, long count, CancellationToken cancellationToken)
    {
        // One connection without a pool: what is set for the session ends with it.
        var settings = new NpgsqlConnectionStringBuilder(system.ConnectionStrings[database]) { Pooling = false, CommandTimeout = (int)_bound.TotalSeconds };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await using var fill = new NpgsqlCommand(
                sql.Replace("{0}", $"{_filled + 1}", StringComparison.Ordinal).Replace("{1}", $"{count}", StringComparison.Ordinal).Replace("{2}", Sku, StringComparison.Ordinal),
                connection,
                transaction);
            await fill.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // What the server would do in the background while something else is measured.
        await using var tidy = new NpgsqlCommand("VACUUM (ANALYZE)", connection);
        await tidy.ExecuteNonQueryAsync(cancellationToken);
        await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection);
        await checkpoint.ExecuteNonQueryAsync(cancellationToken);
    }
}
