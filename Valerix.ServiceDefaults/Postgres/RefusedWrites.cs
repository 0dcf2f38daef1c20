using Npgsql;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Remembers for a while that the database answers and takes no writes, for <c>/health</c> and <c>/ready</c>.</summary>
/// <remarks>A server with a full disk, or one that has become a standby, answers every probe that only reads.</remarks>
public sealed class RefusedWrites(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>After this the service counts as ready again: only the next write can tell whether the database takes it.</summary>
    private static readonly TimeSpan _remembered = TimeSpan.FromSeconds(10);

    /// <summary>Under load every call fails at once; the pools are emptied for the first of them, not for each.</summary>
    private static readonly TimeSpan _betweenClears = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Refusal? _last;
    private long? _clearedAt;

    /// <summary>The reason and the remedy, when a write was refused lately; null otherwise.</summary>
    public string? Reason
    {
        get
        {
            lock (_lock) return _last is { } last && time.GetElapsedTime(last.Since) < _remembered ? last.Reason : null;
        }
    }

    /// <summary>Takes notice of a failure.</summary>
    public void Note(Exception exception)
    {
        if (FindPostgres(exception) is not { } refused || PostgresFailures.ExplainRefusedWrite(refused) is not { } reason) return;

        lock (_lock)
        {
            _last = new(reason, time.GetTimestamp());
            if (refused.SqlState is not PostgresErrorCodes.ReadOnlySqlTransaction) return;
            if (_clearedAt is { } clearedAt && time.GetElapsedTime(clearedAt) < _betweenClears) return;

            _clearedAt = time.GetTimestamp();
        }

        // After a failover, the pools' connections may lead to the server that is no primary any more, and would for ever.
        dataSource.Clear();
        NpgsqlConnection.ClearAllPools();
    }

    private static PostgresException? FindPostgres(Exception? exception) => exception switch
    {
        null => null,
        PostgresException postgres => postgres,
        _ => FindPostgres(exception.InnerException),
    };

    private sealed record Refusal(string Reason, long Since);
}
