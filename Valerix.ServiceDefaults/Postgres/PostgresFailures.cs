using Npgsql;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>What a failure of a statement for many says about each of them.</summary>
public static class PostgresFailures
{
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
