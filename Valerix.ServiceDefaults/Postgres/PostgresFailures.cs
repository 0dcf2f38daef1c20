using Npgsql;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Tells failures of statements apart: one request's, many requests', the server's.</summary>
public static class PostgresFailures
{
    /// <summary>
    /// The trouble of a server that answers and takes no writes, with the remedy; null for every other failure.
    /// The codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.
    /// </summary>
    public static string? ExplainRefusedWrite(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.DiskFull => "The database's disk is full: free space on it, or enlarge it.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            "The database is read-only: it may be a standby. Name the primary; when it takes writes again, the service goes on by itself.",
        PostgresErrorCodes.TooManyConnections => "The database has no connection left: raise max_connections, or run fewer replicas.",
        PostgresErrorCodes.OutOfMemory => "The database is out of memory: give its server more, or end what else uses it.",
        _ => null,
    };

    /// <summary>
    /// True when PostgreSQL did answer, and refused: one row may be the reason, or one lock, and the others deserve another try.
    /// False when it is away, is going away, or has run out of something: then none of them would fare better alone.
    /// </summary>
    public static bool IsItemFault(Exception exception) => exception switch
    {
        // Classes of SQLSTATE: 08 connection, 53 resources, 57 an operator's intervention, 58 the system, XX PostgreSQL itself.
        PostgresException postgres => postgres.SqlState is not (['0', '8', ..] or ['5', '3' or '7' or '8', ..] or ['X', 'X', ..]),
        NpgsqlException or TimeoutException or OperationCanceledException => false,
        _ => true,
    };
}
