using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Brings the schema up to date when the service starts, however long that takes; nothing but the end of the host ends its attempts.</summary>
/// <remarks>
/// It works in the background, so that a service whose database is away still starts and says so at <c>/health</c>. EF Core's lock lets one
/// replica migrate while the others wait. The version before goes on serving meanwhile, so a statement waits for a table's lock for
/// <see cref="MigrationBuilderExtensions.LockTimeout"/> only: every query of the other version queues up behind a statement that waits for a lock.
/// </remarks>
internal sealed partial class SchemaMigrator<TContext>(
    IServiceScopeFactory scopes,
    SchemaReadiness readiness,
    Func<IServiceProvider, CancellationToken, Task> seed,
    TimeProvider time,
    ILogger<SchemaMigrator<TContext>> logger) : BackgroundService where TContext : DbContext
{
    /// <summary>How long one statement of a migration may run once it has its locks; a request's own timeout is far too short for an index.</summary>
    private static readonly TimeSpan _statementTimeout = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _maxDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var delay = _firstDelay; !readiness.IsReady; delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, _maxDelay.Ticks)))
        {
            try
            {
                await MigrateAsync(stoppingToken);
                readiness.Set();
                LogDone();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                readiness.Obstacle = (exception as ForeignSchemaException)?.Message;
                LogNotYet(exception, delay);
                await Task.Delay(delay, time, stoppingToken);
            }
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        await RefuseForeignSchemaAsync(database, cancellationToken);

        database.SetCommandTimeout(_statementTimeout);
        // The session's settings last as long as the connection is open, so all migrations have it.
        await database.OpenConnectionAsync(cancellationToken);
        await database.ExecuteSqlRawAsync($"SET lock_timeout = '{MigrationBuilderExtensions.LockTimeout}'; SET statement_timeout = 0", cancellationToken);
        await database.MigrateAsync(cancellationToken);
        await seed(scope.ServiceProvider, cancellationToken);
    }

    // A newer version's migrations are no obstacle: they only add, until no process of this version is left.
    private static async Task RefuseForeignSchemaAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        var applied = (await database.GetAppliedMigrationsAsync(cancellationToken)).ToArray();
        if (applied.Length > 0 && !applied.Contains(database.GetMigrations().First())) throw new ForeignSchemaException();
    }

    [LoggerMessage(LogLevel.Information, "The schema is up to date")]
    private partial void LogDone();

    [LoggerMessage(LogLevel.Warning, "The schema could not be brought up to date; next try in {Delay}")]
    private partial void LogNotYet(Exception exception, TimeSpan delay);
}

/// <summary>The database holds a schema that this product's migrations did not make.</summary>
internal sealed class ForeignSchemaException() : Exception(
    "The database holds a schema that no migration of this version leads on from: it was made before the first release, or by another product. "
    + "Delete the data folder that the README names, or name an empty database, and start again.");
