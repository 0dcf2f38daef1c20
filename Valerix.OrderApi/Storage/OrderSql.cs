using System.Text.Json;
using Npgsql;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>The statements of <see cref="OrderStore"/>; all of them take sets, each as one JSON array or one array of keys.</summary>
internal static class OrderSql
{
    /// <summary>The columns that <see cref="OrderRow"/> reads.</summary>
    private const string Read = """
        SELECT id, customer_id, status, message, total, orders.refusal, attention_from, idempotency_key, payload_hash,
               orders.created_at, updated_at, line.skus, line.quantities, line.unit_prices,
               step, attempts, due_at, lease_until, lease_token, order_steps.refusal, order_steps.created_at, traceparent
        FROM orders
        LEFT JOIN order_steps ON order_steps.order_id = orders.id
        CROSS JOIN LATERAL (
            SELECT array_agg(sku) AS skus, array_agg(quantity) AS quantities, array_agg(unit_price) AS unit_prices
            FROM order_lines
            WHERE order_lines.order_id = orders.id) AS line

        """;

    /// <summary>$1: ids.</summary>
    public const string ReadByIds = Read + "WHERE id = ANY ($1)";

    /// <summary>$1: idempotency keys.</summary>
    public const string ReadByKeys = Read + "WHERE idempotency_key = ANY ($1)";

    /// <summary>
    /// Inserts orders whose key has none yet, each with its lines, its first event and its first step, and says which and when.
    /// $1: the orders.
    /// The key decides: of two calls at once, the second waits here for the first and then inserts nothing.
    /// In the order of the keys, so that two such statements can't wait for each other.
    /// </summary>
    public const string Insert = """
        WITH new AS (
            SELECT new.*, clock_timestamp() AS now
            FROM jsonb_to_recordset($1) AS new (
                id uuid, customer_id text, status text, message text, why text, idempotency_key text, payload_hash text, lines jsonb,
                step text, lease_token uuid, lease_ms double precision, traceparent text)
            ORDER BY idempotency_key
        ), inserted AS (
            INSERT INTO orders (id, customer_id, status, message, idempotency_key, payload_hash, created_at, updated_at)
            SELECT id, customer_id, status, message, idempotency_key, decode(payload_hash, 'base64'), now, now FROM new
            ON CONFLICT (idempotency_key) DO NOTHING
            RETURNING id
        ), placed AS (
            SELECT new.* FROM new WHERE id = ANY (ARRAY(SELECT id FROM inserted))
        ), lined AS (
            INSERT INTO order_lines (order_id, sku, quantity)
            SELECT id, line.sku, line.quantity
            FROM placed CROSS JOIN LATERAL jsonb_to_recordset(lines) AS line (sku text, quantity integer)
        ), planned AS (
            INSERT INTO order_steps (order_id, step, attempts, due_at, lease_until, lease_token, traceparent, created_at)
            SELECT id, step, 0, now, now + lease_ms * interval '1 millisecond', lease_token, traceparent, now FROM placed
        ), told AS (
            INSERT INTO order_events (order_id, type, at, detail)
            SELECT id, status, now, why FROM placed
        )
        SELECT id, now FROM placed
        """;

    /// <summary>
    /// Bounds the wait for each lock until the transaction ends. The writes of all orders share one lane, so an order whose row another transaction
    /// keeps locked would hold up all others; its own write fails and is tried again later.
    /// </summary>
    public const string BoundLocks = "SELECT set_config('lock_timeout', '500ms', true)";

    /// <summary>With the lock, what is read at the end is what the change was decided on. $1: ids.</summary>
    public const string LockOrders = "SELECT FROM orders WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE";

    /// <summary>A worker skips a locked step, so none is taken while it is being written. $1: ids.</summary>
    public const string LockSteps = "SELECT FROM order_steps WHERE order_id = ANY ($1) ORDER BY order_id FOR UPDATE";

    /// <summary>Makes what still holds of some writes, says which and when, and notes the attempt of each. $1: the writes, one an order.</summary>
    public const string Write = """
        WITH write AS (
            SELECT write.*, clock_timestamp() AS now
            FROM jsonb_to_recordset($1) AS write (
                order_id uuid, fence uuid, attempt_type text, attempt_detail text,
                sources text[], status text, message text, why text, refusal jsonb, total numeric, prices jsonb,
                step text, attempts integer, due_in_ms double precision, lease_ms double precision, lease_token uuid, step_refusal jsonb,
                traceparent text)
        ), found AS (
            SELECT write.*, orders.status AS present, order_steps.lease_token AS lease
            FROM write
            JOIN orders ON orders.id = write.order_id
            LEFT JOIN order_steps ON order_steps.order_id = write.order_id
        ), held AS (
            SELECT * FROM found WHERE present = ANY (sources) AND (fence IS NULL OR lease = fence)
        ), changed AS (
            UPDATE orders
            SET status = coalesce(held.status, orders.status),
                message = coalesce(held.message, orders.message),
                total = coalesce(held.total, orders.total),
                refusal = held.refusal,
                attention_from = CASE WHEN held.status = 'NeedsAttention' THEN orders.status END,
                updated_at = held.now
            FROM held
            WHERE orders.id = held.order_id AND (held.status IS NOT NULL OR held.total IS NOT NULL)
        ), priced AS (
            UPDATE order_lines
            SET unit_price = price.unit_price
            FROM held CROSS JOIN LATERAL jsonb_to_recordset(held.prices) AS price (sku text, unit_price numeric)
            WHERE order_lines.order_id = held.order_id AND order_lines.sku = price.sku
        ), finished AS (
            DELETE FROM order_steps USING held WHERE order_steps.order_id = held.order_id AND held.step IS NULL
        ), planned AS (
            INSERT INTO order_steps AS known (order_id, step, attempts, due_at, lease_until, lease_token, refusal, traceparent, created_at)
            SELECT order_id, step, attempts, now + due_in_ms * interval '1 millisecond', now + lease_ms * interval '1 millisecond',
                   lease_token, step_refusal, traceparent, now
            FROM held
            WHERE step IS NOT NULL
            ON CONFLICT (order_id) DO UPDATE
            SET step = excluded.step, attempts = excluded.attempts, due_at = excluded.due_at, lease_until = excluded.lease_until,
                lease_token = excluded.lease_token, refusal = excluded.refusal,
                traceparent = CASE WHEN known.step = excluded.step THEN known.traceparent ELSE excluded.traceparent END,
                created_at = CASE WHEN known.step = excluded.step THEN known.created_at ELSE excluded.created_at END
        ), told AS (
            INSERT INTO order_events (order_id, type, at, detail)
            SELECT order_id, type, at, detail
            FROM (
                SELECT order_id, 1 AS rank, attempt_type AS type, now AS at, attempt_detail AS detail FROM found WHERE attempt_type IS NOT NULL
                UNION ALL
                SELECT order_id, 2, status, now, why FROM held WHERE status IS NOT NULL) AS entry
            ORDER BY order_id, rank
        )
        SELECT order_id, now FROM held
        """;
}

/// <summary>Orders and writes as the JSON that <see cref="OrderSql"/> reads; the names are those of its record definitions.</summary>
internal static class OrderJson
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Of(IEnumerable<NewOrder> orders) => JsonSerializer.Serialize(
        orders.Select(order => new
        {
            order.Id,
            order.Draft.CustomerId,
            Status = order.First.Type,
            Message = OrderMessages.For(NewOrder.Status),
            Why = order.First.Detail,
            order.IdempotencyKey,
            PayloadHash = order.Draft.PayloadHash(),
            Lines = order.Draft.Lines.Select(line => new { line.Sku, line.Quantity }),
            Step = order.Step.Step.ToString(),
            order.Step.LeaseToken,
            LeaseMs = order.Step.Lease?.TotalMilliseconds,
            order.Step.Traceparent,
        }),
        _options);

    public static string Of(IEnumerable<OrderWrite> writes) => JsonSerializer.Serialize(
        writes.Select(write => new
        {
            write.OrderId,
            write.Fence,
            AttemptType = write.Attempt?.Type,
            AttemptDetail = write.Attempt?.Detail,
            Sources = write.Sources.Select(status => status.ToString()),
            Status = write.Change?.Target.ToString(),
            write.Change?.Message,
            write.Change?.Why,
            Refusal = write.Change?.Refusal?.ToElement(),
            write.Total,
            Prices = write.PricedLines.Select(line => new { line.Sku, line.UnitPrice }),
            Step = write.Step?.Step.ToString(),
            write.Step?.Attempts,
            DueInMs = write.Step?.DueIn?.TotalMilliseconds,
            LeaseMs = write.Step?.Lease?.TotalMilliseconds,
            write.Step?.LeaseToken,
            write.Step?.Traceparent,
            StepRefusal = write.Step?.Refusal?.ToElement(),
        }),
        _options);
}

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
