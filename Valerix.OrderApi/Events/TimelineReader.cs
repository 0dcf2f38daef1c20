using Npgsql;
using NpgsqlTypes;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Events;

/// <summary>Reads the entries of all timelines that are announced, in an order that no transaction changes afterwards.</summary>
/// <remarks>
/// An entry gets its id before its transaction commits, so of two entries the later id may be seen first, and a reader that asks for
/// <c>id &gt; last</c> would never see the other. Whoever has drawn an id holds a lock on the table until the end of its transaction. So when all
/// transactions that held it after the sequence was read are gone, every id up to there is there or never will be. It relies on the sequence
/// handing out its ids one by one (<c>CACHE 1</c>, as it was made).
/// </remarks>
internal sealed class TimelineReader(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>An outage leaves long stretches of attempts, which nobody is told of: a page looks at no more than this.</summary>
    private const int MaxScanned = 10_000;

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _maxPause = TimeSpan.FromMilliseconds(16);

    private const string Top = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM order_events_id_seq";

    private const string Writers = """
        SELECT virtualtransaction
        FROM pg_locks
        WHERE locktype = 'relation' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND relation = 'order_events'::regclass AND mode = 'RowExclusiveLock' AND granted
        """;

    private const string RemainingWriters = $"{Writers} AND virtualtransaction = ANY ($1)";

    // Pending is written again when an order resumes; only its first entry says that it was placed.
    private const string Read = """
        WITH reach AS (
            SELECT max(id) AS last
            FROM (SELECT id FROM order_events WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3) AS scanned
        )
        SELECT reach.last, entry.id, entry.order_id, entry.type, entry.at, entry.detail, entry.customer_id, line.skus, line.quantities
        FROM reach
        LEFT JOIN LATERAL (
            SELECT told.id, told.order_id, told.type, told.at, told.detail, orders.customer_id
            FROM order_events AS told
            JOIN orders ON orders.id = told.order_id
            WHERE told.id > $1 AND told.id <= reach.last AND told.type = ANY ($4)
              AND (told.type <> 'Pending' OR NOT EXISTS (
                  SELECT FROM order_events AS earlier WHERE earlier.order_id = told.order_id AND earlier.id < told.id))
            ORDER BY told.id
            LIMIT $5) AS entry ON true
        LEFT JOIN LATERAL (
            SELECT array_agg(sku ORDER BY sku) AS skus, array_agg(quantity ORDER BY sku) AS quantities
            FROM order_lines
            WHERE order_lines.order_id = entry.order_id AND entry.type = 'Pending') AS line ON true
        ORDER BY entry.id
        """;

    /// <summary>Reads what follows a position.</summary>
    /// <param name="after">The position; 0 is the beginning.</param>
    /// <param name="limit">How many entries at most.</param>
    /// <param name="patience">Ends the wait for the database, and for those that write.</param>
    /// <returns>Null when nothing has come as far as the position yet, so that it is of another database.</returns>
    public async Task<TimelinePage?> ReadAsync(long after, int limit, CancellationToken patience)
    {
        var top = await DetachedStatement.RunAsync(ReadTopAsync, patience);
        if (after > top) return null;
        if (after == top) return new([], after);

        await WaitForWritersAsync(patience);
        return await DetachedStatement.RunAsync(token => ReadPageAsync(after, top, limit, token), patience);
    }

    private async Task<TimelinePage> ReadPageAsync(long after, long top, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Read);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = top });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxScanned });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. OrderEventTypes.Announced] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);

        var entries = new List<AnnouncedEntry>();
        var reach = after;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (!rows.IsDBNull(0)) reach = rows.GetInt64(0);
            if (!rows.IsDBNull(1)) entries.Add(ReadEntry(rows));
        }

        // Never beyond an entry that is there: an id that only a rolled-back transaction drew may be drawn again after a crash.
        return new(entries, entries.Count == limit ? entries[^1].Id : reach);
    }

    private async Task<long> ReadTopAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Top);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Returns when every transaction that writes the table now has ended; no connection is held meanwhile.</summary>
    private async Task WaitForWritersAsync(CancellationToken patience)
    {
        var writers = await DetachedStatement.RunAsync(token => ReadWritersAsync(dataSource.CreateCommand(Writers), token), patience);
        for (var pause = _firstPause; writers.Length > 0; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _maxPause.Ticks)))
        {
            await Task.Delay(pause, time, patience);
            var remaining = dataSource.CreateCommand(RemainingWriters);
            remaining.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = writers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            writers = await DetachedStatement.RunAsync(token => ReadWritersAsync(remaining, token), patience);
        }
    }

    private static async Task<string[]> ReadWritersAsync(NpgsqlCommand query, CancellationToken cancellationToken)
    {
        await using var command = query;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var writers = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            writers.Add(rows.GetString(0));
        }

        return [.. writers];
    }

    private static AnnouncedEntry ReadEntry(NpgsqlDataReader row) => new(
        row.GetInt64(1),
        row.GetGuid(2),
        row.GetString(3),
        row.GetFieldValue<DateTimeOffset>(4),
        row.GetString(5),
        row.GetString(6),
        row.IsDBNull(7) ? [] : [.. row.GetFieldValue<string[]>(7).Zip(row.GetFieldValue<int[]>(8), (sku, quantity) => new PlacedLine(sku, quantity))]);
}
