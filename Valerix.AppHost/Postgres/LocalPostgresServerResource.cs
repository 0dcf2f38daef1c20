namespace Valerix.AppHost.Postgres;

/// <summary>A PostgreSQL server that runs as a local process and listens on loopback only.</summary>
internal sealed class LocalPostgresServerResource(string name, string command, string workingDirectory, ParameterResource password)
    : ExecutableResource(name, command, workingDirectory), IResourceWithConnectionString
{
    public const string EndpointName = "tcp";

    public const string UserName = "postgres";

    public ParameterResource Password { get; } = password;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Host=127.0.0.1;Port={this.GetEndpoint(EndpointName).Property(EndpointProperty.Port)};Username={UserName};Password={Password}");
}
