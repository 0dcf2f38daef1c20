using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Valerix.OrderApi.Latency;

/// <summary>Shares the figures of all replicas, and lets exactly one of them announce that the gauge has changed.</summary>
internal sealed class LatencyStore(NpgsqlDataSource dataSource)
{
    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    // Whole figures and not differences: the same save twice is one. What is long out of the window goes with it.
    private const string Save = """
        WITH outdated AS (
            DELETE FROM latency_seconds
            WHERE (second, replica) IN (
                SELECT second, replica FROM latency_seconds
                WHERE second < extract(epoch FROM now()) - 2 * $2
                FOR UPDATE SKIP LOCKED))
        INSERT INTO latency_seconds (second, replica, count, sum_ms, histogram)
        SELECT second, replica, count, sum_ms, histogram
        FROM jsonb_to_recordset($1) AS row(second bigint, replica uuid, count integer, sum_ms double precision, histogram integer[])
        ON CONFLICT (second, replica) DO UPDATE
        SET count = excluded.count, sum_ms = excluded.sum_ms, histogram = excluded.histogram
        """;

    private const string ReadState = """
        SELECT clock_timestamp(),
               coalesce((SELECT status FROM latency_status), 'Green'),
               (SELECT count(*) FROM latency_red_minutes WHERE minute >= date_trunc('day', now(), 'UTC'))::integer
        """;

    private const string ReadSeconds = """
        SELECT second, replica, count, sum_ms, histogram
        FROM latency_seconds
        WHERE second > extract(epoch FROM clock_timestamp()) - $1 - 1
        """;

    // Several replicas see the change; only the first one's row is written, so that the change is announced once. A replica that read its figures
    // before that row was written must not turn the gauge back: its figures are older.
    private const string Change = """
        WITH fleet AS (
            SELECT coalesce(sum(sum_ms) / nullif(sum(count), 0), 0) AS mean_ms
            FROM latency_seconds
            WHERE second > floor(extract(epoch FROM clock_timestamp())) - $1)
        INSERT INTO latency_status AS last (id, status, changed_at)
        SELECT 1, CASE WHEN mean_ms > $2 THEN 'Red' ELSE 'Green' END, clock_timestamp()
        FROM fleet
        WHERE mean_ms > $2 OR EXISTS (SELECT FROM latency_status)
        ON CONFLICT (id) DO UPDATE
        SET status = excluded.status, changed_at = excluded.changed_at
        WHERE last.status <> excluded.status AND last.changed_at < statement_timestamp()
        RETURNING status, changed_at, (SELECT mean_ms FROM fleet)
        """;

    private const string MarkRed = """
        WITH outdated AS (DELETE FROM latency_red_minutes WHERE minute < now() - interval '2 days')
        INSERT INTO latency_red_minutes (minute)
        VALUES (date_trunc('minute', clock_timestamp()))
        ON CONFLICT (minute) DO NOTHING
        """;

    public async Task SaveAsync(IReadOnlyList<ReplicaSecond> rows, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Save);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(rows, _json), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LatencyWindow.Seconds });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<FleetReading> ReadAsync(CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new(ReadState));
        batch.BatchCommands.Add(new(ReadSeconds) { Parameters = { new NpgsqlParameter<int> { TypedValue = LatencyWindow.Seconds } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (now, status, redMinutes) = (reader.GetFieldValue<DateTimeOffset>(0), Enum.Parse<LatencyStatus>(reader.GetString(1)), reader.GetInt32(2));

        await reader.NextResultAsync(cancellationToken);
        var rows = new List<ReplicaSecond>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetDouble(3), reader.GetFieldValue<int[]>(4)));
        }

        return new(now, status, redMinutes, rows);
    }

    /// <summary>Writes down that the gauge has changed, if it has and no replica did yet.</summary>
    /// <returns>The change, for exactly one replica to speak of; null for all others.</returns>
    public async Task<LatencyChange?> ChangeAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Change);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LatencyWindow.Seconds });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = LatencyWindow.ThresholdMs });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(Enum.Parse<LatencyStatus>(reader.GetString(0)), reader.GetFieldValue<DateTimeOffset>(1), reader.GetDouble(2))
            : null;
    }

    /// <summary>Writes down that this minute is a red one.</summary>
    public async Task MarkRedAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(MarkRed);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>What the database holds about the gauge.</summary>
/// <param name="At">Its clock.</param>
/// <param name="Status">What was said last.</param>
/// <param name="RedMinutesToday">See <see cref="LatencyReport"/>.</param>
/// <param name="Rows">Everything within the window, of this replica too.</param>
internal sealed record FleetReading(DateTimeOffset At, LatencyStatus Status, int RedMinutesToday, IReadOnlyList<ReplicaSecond> Rows)
{
    public static FleetReading None { get; } = new(default, LatencyStatus.Green, 0, []);
}

/// <summary>The gauge turned.</summary>
/// <param name="Status">What it is now.</param>
/// <param name="At">When it did.</param>
/// <param name="MeanMs">The mean at that moment.</param>
internal sealed record LatencyChange(LatencyStatus Status, DateTimeOffset At, double MeanMs);
