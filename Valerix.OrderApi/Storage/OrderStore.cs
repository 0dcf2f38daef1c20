using Npgsql;
using NpgsqlTypes;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>Orders in PostgreSQL. Each call is one transaction, and one round trip unless somebody else was first, however many orders it is about.</summary>
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
        var (placedAt, _) = await ExecuteAsync(batch, cancellationToken);

        string[] known = [.. orders.Where(order => !placedAt.ContainsKey(order.Id)).Select(order => order.IdempotencyKey)];
        var earlier = known.Length > 0 ? await FindAsync(known, cancellationToken) : [];
        return [.. orders.Select(order => placedAt.TryGetValue(order.Id, out var at) ? order.StoredAt(at) : earlier[order.IdempotencyKey])];
    }

    /// <summary>The orders as they are now; those that there are.</summary>
    public async Task<IReadOnlyList<Order>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(OrderSql.ReadByIds, Value(ids.ToArray())));
        return (await ExecuteAsync(batch, cancellationToken)).Orders;
    }

    /// <summary>Makes what still holds of some writes, one an order at most, and notes the attempt of each.</summary>
    /// <returns>The order of each as it is then, whether or not this call changed it; null when there is none.</returns>
    public async Task<IReadOnlyList<Order?>> WriteAsync(IReadOnlyList<OrderWrite> writes, CancellationToken cancellationToken)
    {
        var ids = writes.Select(write => write.OrderId).ToArray();
        Guid[] unseen = [.. writes.Where(write => write.DecidedOn is null).Select(write => write.OrderId)];
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(OrderSql.LockOrders, Value(ids)));
        batch.BatchCommands.Add(Command(OrderSql.LockSteps, Value(ids)));
        batch.BatchCommands.Add(Command(OrderSql.Write, Json(OrderJson.Of(writes))));
        if (writes.Any(write => write.Step is { IsClaimable: true })) batch.BatchCommands.Add(Command($"NOTIFY {StepsChannel}"));
        if (unseen.Length > 0) batch.BatchCommands.Add(Command(OrderSql.ReadByIds, Value(unseen)));
        var (writtenAt, read) = await ExecuteAsync(batch, cancellationToken);

        Guid[] movedOn = [.. writes.Where(write => write.DecidedOn is not null && !writtenAt.ContainsKey(write.OrderId)).Select(write => write.OrderId)];
        if (movedOn.Length > 0) read.AddRange(await FindAsync(movedOn, cancellationToken));
        var orders = read.ToDictionary(order => order.Id);
        return
        [
            .. writes.Select(write => write.DecidedOn is { } order && writtenAt.TryGetValue(order.Id, out var at)
                ? write.AppliedTo(order, at)
                : orders.GetValueOrDefault(write.OrderId)),
        ];
    }

    private async Task<Dictionary<string, Order>> FindAsync(string[] keys, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(OrderSql.ReadByKeys, Value(keys)));
        return (await ExecuteAsync(batch, cancellationToken)).Orders.ToDictionary(order => order.IdempotencyKey);
    }

    /// <returns>When which orders were written, and the orders that were read.</returns>
    private static async Task<(Dictionary<Guid, DateTimeOffset> WrittenAt, List<Order> Orders)> ExecuteAsync(
        NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var writtenAt = new Dictionary<Guid, DateTimeOffset>();
        var orders = new List<Order>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        // To the end of the last result: only then is the transaction known to be committed.
        do
        {
            while (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken))
            {
                if (reader.FieldCount == OrderSql.WrittenColumns) writtenAt.Add(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1));
                else orders.Add(OrderRow.Read(reader));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return (writtenAt, orders);
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
