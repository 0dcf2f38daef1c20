namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server in a container. It can be described here, not started.</summary>
/// <param name="name">Unique in the model.</param>
/// <param name="userName">Its superuser; <c>postgres</c> when absent.</param>
/// <param name="password">The superuser's password.</param>
public class PostgresServerResource(string name, ParameterResource? userName, ParameterResource password)
    : ContainerResource(name), IResourceWithConnectionString
{
    /// <summary>Where it listens.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    /// <summary>Its superuser; <c>postgres</c> when absent.</summary>
    public ParameterResource? UserNameParameter { get; set; } = userName;

    /// <summary>The superuser's password.</summary>
    public ParameterResource PasswordParameter { get; set; } = password;

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            var user = UserNameParameter is { } parameter ? ReferenceExpression.Create($"{parameter}") : ReferenceExpression.Create($"postgres");
            return ReferenceExpression.Create(
                $"Host={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username={user};Password={PasswordParameter}");
        }
    }
}

/// <summary>A database on a PostgreSQL server.</summary>
/// <param name="name">Unique in the model.</param>
/// <param name="databaseName">Its name on the server.</param>
/// <param name="postgresParentResource">The server.</param>
public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
    : Resource(name), IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    /// <summary>The server.</summary>
    public PostgresServerResource Parent => postgresParentResource;

    /// <summary>Its name on the server.</summary>
    public string DatabaseName => databaseName;

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent.ConnectionStringExpression};Database={DatabaseName}");
}
