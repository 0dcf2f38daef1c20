using Npgsql;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>How connections are set up for statements that are run thousands of times a second and find each of their rows by its key.</summary>
internal static class HotPath
{
    /// <summary>More than a service has of such statements.</summary>
    private const int MaxPrepared = 64;

    private const int PreparedFromUse = 2;

    /// <summary>
    /// A prepared statement keeps its first plan, made perhaps while the tables were empty, and by then the best plan is to read them whole.
    /// With these settings there is but one plan, by the keys, and it stays right however large the tables become. JIT is off because a scan
    /// that can't be avoided counts as so dear that it would be compiled first.
    /// </summary>
    /// <remarks>The settings: https://www.postgresql.org/docs/current/runtime-config-query.html.</remarks>
    private const string ByKeyOnly =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    /// <summary>The same database, for hot paths: every statement is parsed and planned once for each connection.</summary>
    /// <remarks>
    /// What runs there leaves nothing else behind in a session, so nothing is reset between two users of a connection: it would be a
    /// transaction more for each of theirs.
    /// </remarks>
    public static string Of(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true, MaxAutoPrepare = MaxPrepared, AutoPrepareMinUsages = PreparedFromUse };
        settings.Options = $"{settings.Options} {ByKeyOnly}".TrimStart();
        return settings.ConnectionString;
    }
}
