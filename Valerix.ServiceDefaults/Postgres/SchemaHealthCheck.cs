using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Healthy when the database answers, takes writes, is migrated, and has every table of the model; otherwise says which is not so.</summary>
internal sealed class SchemaHealthCheck<TContext>(
    IServiceScopeFactory scopes,
    NpgsqlDataSource dataSource,
    SchemaReadiness readiness,
    RefusedWrites refused) : IHealthCheck where TContext : DbContext
{
    private const string MissingTables = "SELECT name FROM unnest($1) AS name WHERE to_regclass(name) IS NULL ORDER BY name";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var missing = await DetachedStatement.RunAsync(FindMissingTablesAsync, cancellationToken);
            return (missing, readiness.IsReady) switch
            {
                _ when refused.Reason is { } reason => Ill(reason),
                ([], true) => HealthCheckResult.Healthy("The database answers and its schema is there."),
                (_, false) => Ill(readiness.Obstacle ?? "The schema is not up to date yet: migrations are still running or failing; the service's log says which."),
                _ => Ill($"Missing table: {string.Join(", ", missing)}. Restore it, or restart the service on an empty database."),
            };
        }
        catch (PostgresException exception)
        {
            return Ill($"The database refuses: {exception.MessageText} (SQLSTATE {exception.SqlState}).");
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or OperationCanceledException)
        {
            return Ill("The database does not answer: check that its server runs and can be reached.");
        }

        HealthCheckResult Ill(string why) => new(context.Registration.FailureStatus, why);
    }

    private async Task<List<string>> FindMissingTablesAsync(CancellationToken cancellationToken)
    {
        string[] tables;
        await using (var scope = scopes.CreateAsyncScope())
        {
            tables = [.. scope.ServiceProvider.GetRequiredService<TContext>().Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct()];
        }

        await using var command = dataSource.CreateCommand(MissingTables);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = tables });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            missing.Add(reader.GetString(0));
        }

        return missing;
    }
}
