using Npgsql;
using NpgsqlTypes;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>Orders in PostgreSQL. Each call is one transaction, and one round trip unless another writer was first, however many orders it is about.</summary>
internal sealed class OrderStore(NpgsqlDataSource dataSource)
{
    /// <summary>The channel on which a step is announced that any worker may take.</summary>
    public const string StepsChannel = "order_steps";

    /// <summary>Stores new orders, except those whose key has one already; of two with the same key, one.</summary>
    /// <returns>The order under the key of each: a new one exactly when it has the id that was given.</returns>
    public async Task<IReadOnlyList<Order>> PlaceAsync(IReadOnlyList<NewOrder> orders, CancellationToken cancellationToken)
    {
        Dictionary<Guid, DateTimeOffset> placedAt;
        await using (var batch = dataSource.CreateBatch())
        {
            batch.BatchCommands.Add(Command(OrderSql.Insert, Json(OrderJson.Of(orders))));
            await using var results = await batch.ExecuteReaderAsync(cancellationToken);
            placedAt = await ReadTimesAsync(results, cancellationToken);
            await EndAsync(results, cancellationToken);
        }

        string[] known = [.. orders.Where(order => !placedAt.ContainsKey(order.Id)).Select(order => order.IdempotencyKey)];
        var earlier = known.Length == 0 ? [] : (await FindAsync(OrderSql.ReadByKeys, known, cancellationToken)).ToDictionary(order => order.IdempotencyKey);
        return [.. orders.Select(order => placedAt.TryGetValue(order.Id, out var at) ? order.StoredAt(at) : earlier[order.IdempotencyKey])];
    }

    /// <summary>The orders as they are now; those that there are.</summary>
    public async Task<IReadOnlyList<Order>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        await FindAsync(OrderSql.ReadByIds, ids.ToArray(), cancellationToken);

    /// <summary>Makes what still holds of some writes, one an order at most, and notes the attempt of each.</summary>
    /// <returns>The order of each as it is then, whether or not this call changed it; null when there is none.</returns>
    public async Task<IReadOnlyList<Order?>> WriteAsync(IReadOnlyList<OrderWrite> writes, CancellationToken cancellationToken)
    {
        var ids = writes.Select(write => write.OrderId).ToArray();
        Guid[] unseen = [.. writes.Where(write => write.DecidedOn is null).Select(write => write.OrderId)];
        Dictionary<Guid, DateTimeOffset> writtenAt;
        List<Order> read;
        await using (var batch = dataSource.CreateBatch())
        {
            batch.BatchCommands.Add(Command(OrderSql.BoundLocks));
            batch.BatchCommands.Add(Command(OrderSql.LockOrders, Value(ids)));
            batch.BatchCommands.Add(Command(OrderSql.LockSteps, Value(ids)));
            batch.BatchCommands.Add(Command(OrderSql.Write, Json(OrderJson.Of(writes))));
            if (unseen.Length > 0) batch.BatchCommands.Add(Command(OrderSql.ReadByIds, Value(unseen)));
            if (writes.Any(write => write.Step is { IsClaimable: true })) batch.BatchCommands.Add(Command($"NOTIFY {StepsChannel}"));
            await using var results = await batch.ExecuteReaderAsync(cancellationToken);
            // The results of the setting and of the two locks have nothing to be read.
            await results.NextResultAsync(cancellationToken);
            await results.NextResultAsync(cancellationToken);
            await results.NextResultAsync(cancellationToken);
            writtenAt = await ReadTimesAsync(results, cancellationToken);
            read = unseen.Length > 0 && await results.NextResultAsync(cancellationToken) ? await ReadOrdersAsync(results, cancellationToken) : [];
            await EndAsync(results, cancellationToken);
        }

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

    private async Task<List<Order>> FindAsync<T>(string sql, T[] keys, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(sql, Value(keys)));
        await using var results = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadOrdersAsync(results, cancellationToken);
    }

    /// <returns>The times of the orders that were written, by id.</returns>
    private static async Task<Dictionary<Guid, DateTimeOffset>> ReadTimesAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var times = new Dictionary<Guid, DateTimeOffset>();
        while (await rows.ReadAsync(cancellationToken))
        {
            times.Add(rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1));
        }

        return times;
    }

    private static async Task<List<Order>> ReadOrdersAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var orders = new List<Order>();
        while (await rows.ReadAsync(cancellationToken))
        {
            orders.Add(OrderRow.Read(rows));
        }

        return orders;
    }

    /// <summary>Reads to the end of the last result: only then is the transaction known to be committed.</summary>
    private static async Task EndAsync(NpgsqlDataReader results, CancellationToken cancellationToken)
    {
        while (await results.NextResultAsync(cancellationToken))
        {
        }
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
