namespace Valerix.AppHost.Postgres;

/// <summary>A PostgreSQL server with one database, in a container or as a local process.</summary>
internal static class PostgresExtensions
{
    /// <summary>Volumes made by another major version do not open, so the version is ours to change, not the package's.</summary>
    private const string ImageTag = "18.3";

    /// <summary>Adds the server <paramref name="serverName"/> with the database <paramref name="databaseName"/>, which is also the connection string's name.</summary>
    /// <exception cref="DistributedApplicationException">There is no way to run a server here; the message says what to install or set.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddPostgresDatabase(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string serverName,
        [ResourceName] string databaseName)
    {
        var configuration = builder.Configuration;
        var source = builder.ExecutionContext.IsRunMode
            ? PostgresSources.Choose(configuration[PostgresSources.Setting], ContainerRuntime.Answers, () => PostgresBinaries.Find(configuration) is not [])
            : PostgresSource.Container;
        if (source is not PostgresSource.Container)
        {
            var binaries = source is PostgresSource.Local ? PostgresBinaries.Find(configuration) : [PostgresDownload.Get(configuration)];
            return builder.AddLocalPostgres(serverName, binaries).AddDatabase(databaseName);
        }

        var server = builder.AddPostgres(serverName).WithImageTag(ImageTag);
        return DataFolder.IsTransient(configuration)
            ? server.AddDatabase(databaseName)
            : server.WithDataVolume().AddDatabase(databaseName);
    }
}
