using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Npgsql;

namespace Valerix.LoadTest.Bench.Meters;

/// <summary>PostgreSQL's extension that counts statements, where a local server has it; it costs every measured candidate the same few percent.</summary>
internal static class StatementStatistics
{
    private const string Library = "pg_stat_statements";

    private const string Count = $"SELECT sum(calls)::bigint FROM {Library} JOIN pg_database ON oid = dbid WHERE datname = current_database()";

    /// <summary>Has the local servers load it when they start.</summary>
    public static void Preload(IDistributedApplicationTestingBuilder builder)
    {
        if (Pgbench.Program is null || !File.Exists(Path.Combine(Path.GetDirectoryName(Pgbench.Program)!, "..", "lib", $"{Library}.so"))) return;

        foreach (var server in builder.Resources.OfType<ExecutableResource>().Where(resource => resource is IResourceWithConnectionString))
        {
            builder.CreateResourceBuilder(server).WithArgs("-c", $"shared_preload_libraries={Library}");
        }
    }

    public static async Task CreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand($"CREATE EXTENSION IF NOT EXISTS {Library}");
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException)
        {
            // A server without it; then statements are not counted.
        }
    }

    /// <summary>Statements that a database has run so far; null without the extension.</summary>
    public static async Task<double?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(Count, connection);
            return await command.ExecuteScalarAsync(cancellationToken) as long?;
        }
        catch (PostgresException)
        {
            return null;
        }
    }
}
