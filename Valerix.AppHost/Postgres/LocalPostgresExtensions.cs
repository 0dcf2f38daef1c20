using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Valerix.AppHost.Postgres;

/// <summary>Adds PostgreSQL servers that run as local processes, for machines without a container runtime.</summary>
internal static class LocalPostgresExtensions
{
    /// <summary>Two pools of 30 for each of four replicas of a service, and some for psql and other tools.</summary>
    private const int MaxConnections = 150;

    /// <summary>Some hours of load.</summary>
    private const string MaxUnarchivedLog = "4GB";

    /// <summary>Adds a server of one of <paramref name="binaries"/> with data of its own and a generated password.</summary>
    public static IResourceBuilder<LocalPostgresServerResource> AddLocalPostgres(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, IReadOnlyList<PostgresBinaries> binaries)
    {
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true);
        var cluster = PostgresCluster.Locate(Path.Combine(DataFolder.Of(builder.Configuration, builder.AppHostDirectory), name), binaries);
        var port = LoopbackPort.Free();
        var (command, args) = UnprivilegedUser.Run(
            cluster.Binaries.Postgres,
            "-D", cluster.Folder,
            "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            // The log that an archive has not taken yet is kept up to here; a disk that is full of it would stop all orders.
            "-c", $"max_slot_wal_keep_size={MaxUnarchivedLog}",
            "-c", $"max_connections={MaxConnections}");
        var resource = new LocalPostgresServerResource(name, command, cluster.Parent, password.Resource);

        if (DataFolder.IsTransient(builder.Configuration))
        {
            builder.Services.AddSingleton<IHostedService>(services => new TransientCluster(cluster, services.GetRequiredService<IHostApplicationLifetime>()));
        }

        return builder.AddResource(resource)
            .WithArgs([.. args])
            .WithEndpoint(port, targetPort: port, scheme: "tcp", name: LocalPostgresServerResource.EndpointName, isProxied: false)
            .OnBeforeResourceStarted(async (server, _, ct) => await cluster.PrepareAsync(
                await server.Password.GetValueAsync(ct) ?? throw new DistributedApplicationException($"The parameter {server.Password.Name} has no value."),
                builder.Resources.OfType<LocalPostgresDatabaseResource>().Where(database => database.Parent == server).Select(database => database.Name),
                ct))
            .OnResourceReady((server, ready, _) => OpenDatabasesAsync(server, builder, ready.Services.GetRequiredService<ResourceNotificationService>()))
            .WithConnectionCheck(builder, $"{name}-answers", database: "postgres");
    }

    /// <summary>Databases have no process whose state would be theirs: once the server answers, they run, and resources that wait for them start.</summary>
    private static async Task OpenDatabasesAsync(
        LocalPostgresServerResource server, IDistributedApplicationBuilder builder, ResourceNotificationService notifications)
    {
        foreach (var database in builder.Resources.OfType<LocalPostgresDatabaseResource>().Where(database => database.Parent == server))
        {
            await notifications.PublishUpdateAsync(database, snapshot => snapshot with { State = KnownResourceStates.Running });
        }
    }

    /// <summary>Adds a database, which is created before the server starts if it is not there yet.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddDatabase(this IResourceBuilder<LocalPostgresServerResource> server, [ResourceName] string name) =>
        server.ApplicationBuilder
            .AddResource(new LocalPostgresDatabaseResource(name, server.Resource))
            .WithConnectionCheck(server.ApplicationBuilder, $"{name}-answers", database: name);

    private static IResourceBuilder<T> WithConnectionCheck<T>(this IResourceBuilder<T> resource, IDistributedApplicationBuilder builder, string key, string database)
        where T : IResourceWithConnectionString
    {
        string? connectionString = null;
        builder.Services.AddHealthChecks().AddAsyncCheck(key, async ct =>
        {
            if (connectionString is null) return HealthCheckResult.Unhealthy("Not started yet.");
            // Pooled connections would hide a server that has gone, and keep one from stopping.
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = false }.ConnectionString);
            await connection.OpenAsync(ct);
            return HealthCheckResult.Healthy();
        });
        return resource
            .OnConnectionStringAvailable(async (available, _, ct) => connectionString = await available.GetConnectionStringAsync(ct))
            .WithHealthCheck(key);
    }
}
