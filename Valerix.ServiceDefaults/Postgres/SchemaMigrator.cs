using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Brings the schema up to date when the service starts; of several replicas one does the work while the others wait.</summary>
/// <remarks>In the background, so that a service whose database is away still starts and says so at <c>/health</c>.</remarks>
internal sealed partial class SchemaMigrator<TContext>(
    IServiceScopeFactory scopes,
    NpgsqlDataSource dataSource,
    Func<IServiceProvider, CancellationToken, Task> seed,
    TimeProvider time,
    ILogger<SchemaMigrator<TContext>> logger) : BackgroundService where TContext : DbContext
{
    /// <summary>The key of the advisory lock; the lock is per database, so one number serves every service.</summary>
    private const long LockKey = 0x56414C45_52495831;

    /// <summary>How long a replica may wait for another's migrations.</summary>
    private const int LockTimeoutSeconds = 120;

    private static readonly TimeSpan _maxDelay = TimeSpan.FromSeconds(10);

    /// <summary>False until the migrations have been applied.</summary>
    public bool Done { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = TimeSpan.FromMilliseconds(250);
        while (!Done)
        {
            try
            {
                await MigrateAsync(stoppingToken);
                Done = true;
            }
            catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException { InnerException: DbException })
            {
                LogNotYet(exception, delay);
                await Task.Delay(delay, time, stoppingToken);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, _maxDelay.Ticks));
            }
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // The transaction's end releases the lock, however it ends.
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var takeLock = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection) { CommandTimeout = LockTimeoutSeconds })
        {
            takeLock.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
            await takeLock.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync(cancellationToken);
        await seed(scope.ServiceProvider, cancellationToken);
        LogDone();
    }

    [LoggerMessage(LogLevel.Information, "The schema is up to date")]
    private partial void LogDone();

    [LoggerMessage(LogLevel.Warning, "The schema could not be brought up to date; next try in {Delay}")]
    private partial void LogNotYet(Exception exception, TimeSpan delay);
}
