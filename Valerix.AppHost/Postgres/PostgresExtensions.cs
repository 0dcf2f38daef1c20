namespace Valerix.AppHost.Postgres;

/// <summary>A PostgreSQL server with one database, in a container where a runtime answers and as a local process elsewhere.</summary>
internal static class PostgresExtensions
{
    /// <summary>Volumes made by another major version do not open, so the version is ours to change, not the package's.</summary>
    private const string ImageTag = "18.3";

    /// <summary>Adds the server <paramref name="serverName"/> with the database <paramref name="databaseName"/>, which is also the connection string's name.</summary>
    /// <exception cref="DistributedApplicationException">Neither a container runtime nor PostgreSQL's binaries are there.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddPostgresDatabase(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string serverName,
        [ResourceName] string databaseName)
    {
        if (builder.ExecutionContext.IsRunMode && !ContainerRuntime.Answers(builder.AppHostAssembly))
        {
            return builder.AddLocalPostgres(serverName).AddDatabase(databaseName);
        }

        var server = builder.AddPostgres(serverName).WithImageTag(ImageTag);
        return DataFolder.IsTransient(builder.Configuration)
            ? server.AddDatabase(databaseName)
            : server.WithDataVolume().AddDatabase(databaseName);
    }
}
