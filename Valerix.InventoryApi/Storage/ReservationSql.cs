using Npgsql;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>The statements of <see cref="ReservationStore"/>; all of them take sets.</summary>
internal static class ReservationSql
{
    /// <summary>
    /// Bounds the wait for each lock. A product that is locked for longer holds up its own reservations only: the batch is done without it.
    /// </summary>
    public const string BoundLocks = "SET LOCAL lock_timeout = '250ms'";

    /// <summary>Locks orders for the transaction, also those that have no row yet. $1: lock keys, sorted.</summary>
    public const string LockOrders = "SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key";

    private const string Named = "sku IN (SELECT unnest($2::text[]) UNION SELECT sku FROM reservation_lines WHERE order_id = ANY($1::uuid[]))";

    /// <summary>Locks and reads the products that the orders hold, and those they ask for. $1: order ids, $2: skus, $3: skus to leave out.</summary>
    public const string LockProducts =
        $"SELECT {ProductRow.Columns} FROM products WHERE {Named} AND sku <> ALL ($3::text[]) ORDER BY sku FOR NO KEY UPDATE";

    /// <summary>
    /// The same for those that may be locked for long: a product whose lock is not to be had at once is left out. $3: only these; null for all.
    /// </summary>
    public const string TryLockProducts =
        $"SELECT {ProductRow.Columns} FROM products WHERE {Named} AND ($3::text[] IS NULL OR sku = ANY ($3)) ORDER BY sku FOR NO KEY UPDATE SKIP LOCKED";

    /// <summary>The skus of the products that <see cref="TryLockProducts"/> is about, whether or not it got them. $1 to $3 as there.</summary>
    public const string NameProducts = $"SELECT sku FROM products WHERE {Named} AND ($3::text[] IS NULL OR sku = ANY ($3))";

    /// <summary>Reads reservations, one row a line, and one row for a tombstone. $1: order ids.</summary>
    public const string LoadReservations =
        """
        SELECT order_id, state, expires_at, created_at, updated_at, sku, quantity, unit_price
        FROM reservations LEFT JOIN reservation_lines USING (order_id)
        WHERE order_id = ANY($1::uuid[])
        ORDER BY order_id, sku
        """;

    /// <summary>$1: how many at most.</summary>
    public const string FindExpired =
        "SELECT order_id FROM reservations WHERE expires_at <= clock_timestamp() ORDER BY expires_at LIMIT $1";

    private const string InsertReservations =
        """
        INSERT INTO reservations (order_id, state, expires_at, created_at, updated_at)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
        """;

    private const string InsertLines =
        """
        INSERT INTO reservation_lines (order_id, sku, quantity, unit_price)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::numeric[])
        """;

    private const string CloseReservations =
        """
        UPDATE reservations
        SET state = closed.state, expires_at = NULL, updated_at = closed.updated_at
        FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS closed (order_id, state, updated_at)
        WHERE reservations.order_id = closed.order_id
        """;

    public static async Task<IReadOnlyList<Reservation>> ReadReservationsAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var reservations = new List<Reservation>();
        var lines = new List<ReservationLine>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var orderId = rows.GetGuid(0);
            if (reservations.Count == 0 || reservations[^1].OrderId != orderId)
            {
                lines = [];
                reservations.Add(new Reservation
                {
                    OrderId = orderId,
                    State = Enum.Parse<ReservationState>(rows.GetString(1)),
                    Lines = lines,
                    ExpiresAt = rows.IsDBNull(2) ? null : rows.GetFieldValue<DateTimeOffset>(2),
                    CreatedAt = rows.GetFieldValue<DateTimeOffset>(3),
                    UpdatedAt = rows.GetFieldValue<DateTimeOffset>(4),
                });
            }

            if (!rows.IsDBNull(5)) lines.Add(new ReservationLine(rows.GetString(5), rows.GetInt32(6), rows.GetDecimal(7)));
        }

        return reservations;
    }

    /// <summary>What it takes to write the reservations that <paramref name="warehouse"/> opened and closed.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Write(ReservationDecider warehouse)
    {
        if (warehouse.Opened is { Count: > 0 } opened)
        {
            yield return new(InsertReservations)
            {
                Parameters =
                {
                    new() { Value = opened.Select(reservation => reservation.OrderId).ToArray() },
                    new() { Value = opened.Select(reservation => reservation.State.ToString()).ToArray() },
                    new() { Value = opened.Select(reservation => reservation.ExpiresAt).ToArray() },
                    new() { Value = opened.Select(reservation => reservation.CreatedAt).ToArray() },
                    new() { Value = opened.Select(reservation => reservation.UpdatedAt).ToArray() },
                },
            };

            var lines = opened.SelectMany(reservation => reservation.Lines, (reservation, line) => (reservation.OrderId, Line: line)).ToArray();
            yield return new(InsertLines)
            {
                Parameters =
                {
                    new() { Value = lines.Select(row => row.OrderId).ToArray() },
                    new() { Value = lines.Select(row => row.Line.Sku).ToArray() },
                    new() { Value = lines.Select(row => row.Line.Quantity).ToArray() },
                    new() { Value = lines.Select(row => row.Line.UnitPrice).ToArray() },
                },
            };
        }

        if (warehouse.Closed is { Count: > 0 } closed)
        {
            yield return new(CloseReservations)
            {
                Parameters =
                {
                    new() { Value = closed.Select(reservation => reservation.OrderId).ToArray() },
                    new() { Value = closed.Select(reservation => reservation.State.ToString()).ToArray() },
                    new() { Value = closed.Select(reservation => reservation.UpdatedAt).ToArray() },
                },
            };
        }
    }
}
