using Npgsql;

namespace Valerix.Tests.Running;

/// <summary>How many rows PostgreSQL has looked at, whichever way.</summary>
internal static class RowsRead
{
    // The first statement has this connection's counts put with the others; the second sees them.
    private static readonly string[] _statements =
    [
        "SELECT pg_stat_force_next_flush()",
        "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables",
    ];

    /// <param name="dataSource">Has one user at a time, so that all that was done went over one connection.</param>
    public static async Task<long> CountAsync(NpgsqlDataSource dataSource)
    {
        object? result = null;
        foreach (var statement in _statements)
        {
            await using var command = dataSource.CreateCommand(statement);
            result = await command.ExecuteScalarAsync();
        }

        return (long)result!;
    }
}
