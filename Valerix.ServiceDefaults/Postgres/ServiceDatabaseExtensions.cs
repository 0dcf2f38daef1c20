using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Valerix.ServiceDefaults.Health;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>A service's own PostgreSQL database.</summary>
public static class ServiceDatabaseExtensions
{
    private const int HotPoolSize = 20;
    private const int QueryPoolSize = 10;
    private const int ConnectTimeoutSeconds = 3;
    /// <summary>The server ends a statement by itself then, and the connection stays whole.</summary>
    private const string StatementTimeout = "-c statement_timeout=5s";

    /// <summary>Later than the server would end the statement: by then the server hangs or is unreachable, and the connection is given up.</summary>
    private const int CommandTimeoutSeconds = 10;
    private const int MaxQueryRetries = 1;

    /// <summary>How long a statement that was given up on is waited for: by default two seconds, in which a caller's time would run out.</summary>
    private const int CancellationTimeoutMs = 100;

    private static readonly TimeSpan _maxQueryRetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _healthTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Registers <typeparamref name="TContext"/> for schema and queries, an <see cref="NpgsqlDataSource"/> for the hot paths,
    /// migrations at start, and a health check; all on the connection string called <paramref name="connectionName"/>.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="connectionName">The connection string's name; the health check has it too.</param>
    /// <param name="seed">Runs after the migrations and before the first request; it must be safe to run at every start, and by several replicas at once.</param>
    /// <remarks>Both pools are small on purpose: with several replicas their sum must fit into the server's connections.</remarks>
    public static void AddServiceDatabase<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Func<IServiceProvider, CancellationToken, Task>? seed = null) where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddNpgsqlDbContext<TContext>(
            connectionName,
            settings =>
            {
                settings.ConnectionString = Bounded(settings.ConnectionString, QueryPoolSize);
                // The check below also sees whether the tables are there.
                settings.DisableHealthChecks = true;
                // The telemetry of both pools is set up once, and only where a collector takes it; the component would record without one.
                settings.DisableTracing = true;
                settings.DisableMetrics = true;
            },
            options => options
                // Enough for a connection that went stale in the pool; the default of six would keep a caller waiting for a minute.
                .UseNpgsql(npgsql => npgsql.EnableRetryOnFailure(MaxQueryRetries, _maxQueryRetryDelay, errorCodesToAdd: null))
                // What a migration does outside a transaction can be run again from any point: see CreateIndexConcurrently.
                .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning)));
        builder.Services.AddSingleton(services => new NpgsqlDataSourceBuilder(
                Hot(services.GetRequiredService<IConfiguration>().GetConnectionString(connectionName))
                ?? throw new InvalidOperationException($"There is no connection string '{connectionName}': set ConnectionStrings__{connectionName}."))
            .UseLoggerFactory(services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>())
            .Build());

        builder.Services.AddSingleton<Queries<TContext>>();
        builder.Services.AddSingleton<RefusedWrites>();
        builder.Services.AddSingleton<ExceptionObserver>(services => services.GetRequiredService<RefusedWrites>().Note);
        builder.Services.AddSingleton<SchemaReadiness>();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<SchemaMigrator<TContext>>(
            services, seed ?? ((_, _) => Task.CompletedTask)));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            connectionName,
            services => ActivatorUtilities.CreateInstance<SchemaHealthCheck<TContext>>(services),
            HealthStatus.Unhealthy,
            [HealthExtensions.Ready],
            _healthTimeout));
    }

    private static string? Hot(string? connectionString) =>
        Bounded(connectionString, HotPoolSize) is { } bounded ? HotPath.Of(bounded) : null;

    private static string? Bounded(string? connectionString, int poolSize) =>
        connectionString is null ? null : new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = poolSize,
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
            CancellationTimeout = CancellationTimeoutMs,
            Options = StatementTimeout,
        }.ConnectionString;
}
