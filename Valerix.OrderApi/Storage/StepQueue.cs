using Npgsql;
using NpgsqlTypes;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>The steps that no worker holds, as the workers of all replicas take them.</summary>
internal sealed class StepQueue(NpgsqlDataSource dataSource, OrderStore store)
{
    // Rows that another replica is looking at are skipped, not waited for. A lease that ran out was an attempt without an answer.
    private const string Lease = """
        UPDATE order_steps
        SET lease_token = $1, lease_until = clock_timestamp() + $2, attempts = attempts + (lease_until IS NOT NULL)::integer
        WHERE order_id IN (
            SELECT order_id
            FROM order_steps
            WHERE due_at <= now() AND (lease_until IS NULL OR lease_until <= now()) AND step = ANY ($3)
            ORDER BY due_at
            LIMIT $4
            FOR UPDATE SKIP LOCKED)
        RETURNING order_id
        """;

    private const string NeedingAttention = "SELECT id FROM orders WHERE status = 'NeedsAttention' ORDER BY updated_at, id LIMIT $1";

    private const string Count = """
        SELECT (SELECT count(*) FROM orders WHERE status = 'NeedsAttention'),
               count(*),
               coalesce(extract(epoch FROM now() - min(created_at)), 0)::double precision
        FROM order_steps
        WHERE due_at IS NOT NULL
        """;

    /// <summary>Takes steps that are due and whose lease is free, the oldest first.</summary>
    /// <param name="steps">Which ones.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="lease">For so long they belong to the caller.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <returns>Their orders.</returns>
    public async Task<IReadOnlyList<Order>> TakeAsync(
        IEnumerable<SagaStep> steps, int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        var taken = new List<Guid>();
        await using (var command = dataSource.CreateCommand(Lease))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = token });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease, NpgsqlDbType = NpgsqlDbType.Interval });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. steps.Select(step => step.ToString())] });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                taken.Add(reader.GetGuid(0));
            }
        }

        if (taken.Count == 0) return [];

        // Read again, so that order and step are of one moment; an order that was cancelled in between has another lease by now.
        var orders = await store.FindAsync(taken, cancellationToken);
        return [.. orders.Where(order => order.IsHeldUnder(token))];
    }

    /// <summary>Finds orders that wait for a person, those first that have waited longest since the last try.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task<IReadOnlyList<Order>> FindNeedingAttentionAsync(int limit, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        await using (var command = dataSource.CreateCommand(NeedingAttention))
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetGuid(0));
            }
        }

        return await store.FindAsync(ids, cancellationToken);
    }

    public async Task<StepBacklog> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt64(0), reader.GetInt64(1), TimeSpan.FromSeconds(reader.GetDouble(2)));
    }
}

/// <summary>How much is unfinished, over all replicas.</summary>
/// <param name="OrdersNeedingAttention">Orders that wait for a person.</param>
/// <param name="Steps">Steps under way, or waiting for their next attempt.</param>
/// <param name="OldestAge">Since when the oldest of them is needed; zero when there is none.</param>
internal sealed record StepBacklog(long OrdersNeedingAttention, long Steps, TimeSpan OldestAge);
