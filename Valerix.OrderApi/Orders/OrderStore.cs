using Npgsql;
using NpgsqlTypes;

namespace Valerix.OrderApi.Orders;

/// <summary>Orders in PostgreSQL. Each call is one round trip and one transaction, however many orders it is about.</summary>
internal sealed class OrderStore(NpgsqlDataSource dataSource)
{
    /// <summary>Where a step that anybody may begin with is announced.</summary>
    public const string StepsChannel = "order_steps";

    /// <summary>Stores new orders, except those whose key has one already; of two with the same key, one.</summary>
    /// <returns>The order under the key of each: a new one exactly when it has the id that was given.</returns>
    public async Task<IReadOnlyList<Order>> PlaceAsync(IReadOnlyList<NewOrder> orders, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(OrderSql.Insert, Json(OrderJson.Of(orders))));
        batch.BatchCommands.Add(Command(OrderSql.ReadByKeys, Value(orders.Select(order => order.IdempotencyKey).ToArray())));
        var stored = (await ReadAsync(batch, cancellationToken)).ToDictionary(order => order.IdempotencyKey);
        return [.. orders.Select(order => stored[order.IdempotencyKey])];
    }

    /// <summary>The orders as they are now; those that there are.</summary>
    public async Task<IReadOnlyList<Order>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(OrderSql.ReadByIds, Value(ids.ToArray())));
        return await ReadAsync(batch, cancellationToken);
    }

    /// <summary>Makes what still holds of some writes, one an order at most, and notes the attempt of each.</summary>
    /// <returns>The order of each as it is then, whether or not this call changed it; null when there is none.</returns>
    public async Task<IReadOnlyList<Order?>> WriteAsync(IReadOnlyList<OrderWrite> writes, CancellationToken cancellationToken)
    {
        var ids = writes.Select(write => write.OrderId).ToArray();
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(OrderSql.LockOrders, Value(ids)));
        batch.BatchCommands.Add(Command(OrderSql.LockSteps, Value(ids)));
        batch.BatchCommands.Add(Command(OrderSql.Write, Json(OrderJson.Of(writes))));
        if (writes.Any(write => write.Step is { IsUpForGrabs: true })) batch.BatchCommands.Add(Command($"NOTIFY {StepsChannel}"));
        batch.BatchCommands.Add(Command(OrderSql.ReadByIds, Value(ids)));
        var written = (await ReadAsync(batch, cancellationToken)).ToDictionary(order => order.Id);
        return [.. ids.Select(id => written.GetValueOrDefault(id))];
    }

    // To the end of the last result: only then is the transaction known to be committed.
    private static async Task<List<Order>> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var orders = new List<Order>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken))
            {
                orders.Add(OrderRow.Read(reader));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return orders;
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

    private static NpgsqlParameter<string> Json(string json) => new() { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
