using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>Whose turn it is, how far the runs have come, and what the last one found.</summary>
internal sealed class ReconciliationStore(NpgsqlDataSource dataSource)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    // A lease and not an advisory lock: that would keep a connection while Inventory is asked.
    private const string Begin = """
        INSERT INTO reconciliation AS last (id, began_at, lease_until, lease_token, followed_at, followed_id, swept_id)
        VALUES (1, now(), now() + $2, $1, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE
        SET began_at = excluded.began_at, lease_until = excluded.lease_until, lease_token = excluded.lease_token
        WHERE last.lease_until <= now() AND last.began_at <= now() - $3
        RETURNING began_at, followed_at, followed_id, swept_id
        """;

    private const string End = """
        UPDATE reconciliation
        SET lease_until = now(), followed_at = $2, followed_id = $3, swept_id = $4, report = $5
        WHERE lease_token = $1
        """;

    private const string Last = "SELECT report FROM reconciliation WHERE report IS NOT NULL";

    // An order with a step is being settled, and an order that needs attention is an operator's: reconciling either would undo that work.
    private const string Settled = """
        SELECT id, status, updated_at
        FROM orders
        WHERE updated_at <= now() - $1 AND status <> 'NeedsAttention'
          AND NOT EXISTS (SELECT FROM order_steps WHERE order_id = orders.id)

        """;

    private const string Changed = Settled + "AND (updated_at, id) > ($3, $4) ORDER BY updated_at, id LIMIT $2";

    private const string Next = Settled + "AND id > $3 ORDER BY id LIMIT $2";

    /// <summary>Takes the turn for a run.</summary>
    /// <param name="token">The run's own.</param>
    /// <param name="lease">For so long no other replica begins one.</param>
    /// <param name="pause">So long ago the last one must have begun.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <returns>Now, and how far the runs have come; null when it is not the caller's turn.</returns>
    public async Task<(DateTimeOffset At, ReconciliationProgress Progress)?> BeginAsync(
        Guid token, TimeSpan lease, TimeSpan pause, CancellationToken cancellationToken)
    {
        var none = ReconciliationProgress.None;
        await using var command = Command(
            Begin, Value(token), Interval(lease), Interval(pause), Value(none.FollowedAt), Value(none.FollowedId), Value(none.SweptId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetFieldValue<DateTimeOffset>(0), new(reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2), reader.GetGuid(3)))
            : null;
    }

    /// <summary>Ends the run, unless another has begun since its lease ran out.</summary>
    public async Task EndAsync(Guid token, ReconciliationProgress progress, ReconciliationReport report, CancellationToken cancellationToken)
    {
        var text = new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(report, _json), NpgsqlDbType = NpgsqlDbType.Jsonb };
        await using var command = Command(
            End, Value(token), Value(progress.FollowedAt), Value(progress.FollowedId), Value(progress.SweptId), text);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The last report; null when there is none yet.</summary>
    public async Task<ReconciliationReport?> FindReportAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(Last);
        return await command.ExecuteScalarAsync(cancellationToken) is string report
            ? JsonSerializer.Deserialize<ReconciliationReport>(report, _json)
            : null;
    }

    /// <summary>Orders that changed since, in the order of their changes.</summary>
    /// <param name="progress">Since when.</param>
    /// <param name="rest">So long they must have been at rest: longer than any write takes, so that none is overtaken.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public Task<IReadOnlyList<SettledOrder>> ChangedAsync(
        ReconciliationProgress progress, TimeSpan rest, int count, CancellationToken cancellationToken) =>
        ReadAsync(Changed, [Interval(rest), Value(count), Value(progress.FollowedAt), Value(progress.FollowedId)], cancellationToken);

    /// <summary>The next orders of the round over all.</summary>
    /// <inheritdoc cref="ChangedAsync" path="/param"/>
    public Task<IReadOnlyList<SettledOrder>> NextAsync(
        ReconciliationProgress progress, TimeSpan rest, int count, CancellationToken cancellationToken) =>
        ReadAsync(Next, [Interval(rest), Value(count), Value(progress.SweptId)], cancellationToken);

    private async Task<IReadOnlyList<SettledOrder>> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var orders = new List<SettledOrder>();
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            orders.Add(new(reader.GetGuid(0), Enum.Parse<OrderStatus>(reader.GetString(1)), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return orders;
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = dataSource.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<TimeSpan> Interval(TimeSpan value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval };
}
