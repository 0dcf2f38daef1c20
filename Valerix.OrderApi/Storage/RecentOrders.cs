using Npgsql;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>Finds the orders that a person wants to see: the newest, and of the recent ones those that took long.</summary>
internal sealed class RecentOrders(NpgsqlDataSource dataSource, OrderStore store)
{
    /// <summary>So many of each kind.</summary>
    private const int Shown = 20;

    /// <summary>How far back one looks for those that took long: bounds what a look costs.</summary>
    private const int Searched = 1_000;

    private const string Read = """
        WITH recent AS (
            SELECT id,
                   row_number() OVER (ORDER BY id DESC) <= $2 AS is_latest,
                   extract(epoch FROM clock_timestamp() - created_at) * 1000 AS age_ms,
                   extract(epoch FROM decided.at - created_at) * 1000 AS answered_after_ms
            FROM (SELECT id, created_at FROM orders ORDER BY id DESC LIMIT $1) AS newest
            CROSS JOIN LATERAL (
                SELECT min(at) AS at
                FROM order_events
                WHERE order_id = newest.id AND type IN ('Confirmed', 'Rejected', 'Cancelled', 'NeedsAttention')) AS decided),
        judged AS (SELECT *, coalesce(answered_after_ms, age_ms) > 1000 AS is_delayed FROM recent),
        ranked AS (SELECT *, is_delayed AND count(*) FILTER (WHERE is_delayed) OVER (ORDER BY id DESC) <= $2 AS is_shown_delayed FROM judged)
        SELECT id, is_latest, is_shown_delayed, answered_after_ms::double precision
        FROM ranked
        WHERE is_latest OR is_shown_delayed
        """;

    public async Task<IReadOnlyList<RecentOrder>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, (bool IsLatest, bool IsDelayed, double? AnsweredAfterMs)>();
        await using (var command = dataSource.CreateCommand(Read))
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Searched });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Shown });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found[reader.GetGuid(0)] = (reader.GetBoolean(1), reader.GetBoolean(2), reader.IsDBNull(3) ? null : Math.Round(reader.GetDouble(3)));
            }
        }

        if (found.Count == 0) return [];

        var orders = await store.FindAsync([.. found.Keys], cancellationToken);
        return
        [
            .. orders
                .Select(order => (Order: order, Seen: found[order.Id]))
                .OrderByDescending(pair => pair.Order.CreatedAt)
                .Select(pair => new RecentOrder(pair.Order, pair.Seen.IsLatest, pair.Seen.IsDelayed, pair.Seen.AnsweredAfterMs)),
        ];
    }
}

/// <summary>An order of the control room's lists.</summary>
/// <param name="Order">The order.</param>
/// <param name="IsLatest">It is one of the newest.</param>
/// <param name="IsDelayed">It was not answered within a second, or is not yet.</param>
/// <param name="AnsweredAfterMs">From its placing until it was decided; null while it is not.</param>
internal sealed record RecentOrder(Order Order, bool IsLatest, bool IsDelayed, double? AnsweredAfterMs);
