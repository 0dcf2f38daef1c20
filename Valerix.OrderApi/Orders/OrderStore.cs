using Npgsql;
using NpgsqlTypes;

namespace Valerix.OrderApi.Orders;

/// <summary>Orders in PostgreSQL. Each call is one round trip and one transaction.</summary>
internal sealed class OrderStore(NpgsqlDataSource dataSource)
{
    private const string Read = """
        SELECT id, customer_id, status, message, total, refusal, idempotency_key, payload_hash, created_at, updated_at,
               line.skus, line.quantities, line.unit_prices
        FROM orders
        CROSS JOIN LATERAL (
            SELECT array_agg(sku) AS skus, array_agg(quantity) AS quantities, array_agg(unit_price) AS unit_prices
            FROM order_lines
            WHERE order_id = orders.id) AS line

        """;

    private const string ReadById = Read + "WHERE id = $1";

    private const string ReadByKey = Read + "WHERE idempotency_key = $1";

    // The key decides: of two calls at once, the second waits here for the first and then inserts nothing.
    private const string Insert = """
        WITH placed AS (
            INSERT INTO orders (id, customer_id, status, message, idempotency_key, payload_hash, created_at, updated_at)
            SELECT $1, $2, $3, $4, $5, $6, now, now FROM clock_timestamp() AS now
            ON CONFLICT (idempotency_key) DO NOTHING
            RETURNING id, created_at
        ), lined AS (
            INSERT INTO order_lines (order_id, sku, quantity)
            SELECT placed.id, line.sku, line.quantity
            FROM placed CROSS JOIN unnest($7, $8) AS line (sku, quantity)
        )
        INSERT INTO order_events (order_id, type, at, detail)
        SELECT id, $3, created_at, $9 FROM placed
        """;

    private const string Lock = "SELECT FROM orders WHERE id = $1 FOR NO KEY UPDATE";

    private const string Update = """
        WITH changed AS (
            UPDATE orders
            SET status = $3, message = $4, total = coalesce($5, total), refusal = $6, updated_at = clock_timestamp()
            WHERE id = $1 AND status = ANY ($2)
            RETURNING id
        ), priced AS (
            UPDATE order_lines AS line
            SET unit_price = price.amount
            FROM changed CROSS JOIN unnest($7, $8) AS price (sku, amount)
            WHERE line.order_id = changed.id AND line.sku = price.sku
        )
        INSERT INTO order_events (order_id, type, at, detail)
        SELECT id, $3, clock_timestamp(), $9 FROM changed
        """;

    private const string Note = "INSERT INTO order_events (order_id, type, at, detail) VALUES ($1, $2, clock_timestamp(), $3)";

    /// <summary>Stores a new order, unless its key has one already.</summary>
    /// <returns>The order under that key: the new one exactly when its id is <paramref name="id"/>.</returns>
    public async Task<Order> PlaceAsync(
        Guid id, string idempotencyKey, OrderDraft draft, TimelineEntry first, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(
            Insert,
            Value(id),
            Value(draft.CustomerId),
            Value(first.Type),
            Value(OrderMessages.For(OrderStatus.Pending)),
            Value(idempotencyKey),
            Value(draft.PayloadHash()),
            Value(draft.Lines.Select(line => line.Sku).ToArray()),
            Value(draft.Lines.Select(line => line.Quantity).ToArray()),
            Value(first.Detail)));
        batch.BatchCommands.Add(Command(ReadByKey, Value(idempotencyKey)));
        return await ReadAsync(batch, cancellationToken)
            ?? throw new InvalidOperationException("An idempotency key was taken and has no order.");
    }

    /// <summary>The order as it is now; null when there is none.</summary>
    public async Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(ReadById, Value(id)));
        return await ReadAsync(batch, cancellationToken);
    }

    /// <summary>
    /// Adds <paramref name="attempt"/> to the timeline, and makes <paramref name="change"/> if the order is in a state that allows it.
    /// </summary>
    /// <returns>The order as it is then, whether or not this call changed it; null when there is none.</returns>
    public async Task<Order?> WriteAsync(
        Guid id, OrderChange? change, TimelineEntry? attempt, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        // With the lock, what is read at the end is what the change was decided on.
        batch.BatchCommands.Add(Command(Lock, Value(id)));
        if (attempt is not null) batch.BatchCommands.Add(Command(Note, Value(id), Value(attempt.Type), Value(attempt.Detail)));
        if (change is not null) batch.BatchCommands.Add(UpdateCommand(id, change));
        batch.BatchCommands.Add(Command(ReadById, Value(id)));
        return await ReadAsync(batch, cancellationToken);
    }

    private static NpgsqlBatchCommand UpdateCommand(Guid id, OrderChange change) => Command(
        Update,
        Value(id),
        Value(change.Sources.Select(status => status.ToString()).ToArray()),
        Value(change.Target.ToString()),
        Value(change.Message),
        Nullable(change.Total, NpgsqlDbType.Numeric),
        Nullable(change.Refusal?.ToJson(), NpgsqlDbType.Jsonb),
        Value(change.PricedLines.Select(line => line.Sku).ToArray()),
        Value(change.PricedLines.Select(line => line.UnitPrice).ToArray()),
        Value(change.Why));

    // To the end of the last result: only then is the transaction known to be committed.
    private static async Task<Order?> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        Order? order = null;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            if (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken)) order = OrderRow.Read(reader);
        }
        while (await reader.NextResultAsync(cancellationToken));
        return order;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
