using Npgsql;

namespace Valerix.LoadTest.Bench.Meters;

/// <summary>Reads what the services and their databases have spent.</summary>
internal sealed class UsageMeter : IAsyncDisposable
{
    private const string Statistics =
        """
        SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()), (SELECT wal_sync FROM pg_stat_wal), pg_backend_pid()
        """;

    private readonly IReadOnlyDictionary<string, NpgsqlDataSource> _databases;
    private readonly ServiceProcesses _processes;

    public UsageMeter(IReadOnlyDictionary<string, string> connectionStrings, string operatorKey)
    {
        _databases = connectionStrings.ToDictionary(pair => pair.Key, pair => NpgsqlDataSource.Create(pair.Value));
        _processes = new(operatorKey);
    }

    public async Task<Usage> ReadAsync(CancellationToken cancellationToken)
    {
        var databases = new Dictionary<string, DatabaseUsage>();
        var cpuMs = new Dictionary<string, double>(_processes.ReadCpuMs());
        foreach (var (name, source) in _databases)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Statistics, connection);
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                await row.ReadAsync(cancellationToken);
                databases[name] = new(row.GetInt64(0), row.GetInt64(1), Statements: null);
                if (ProcessFiles.ReadServerCpuMs(row.GetInt32(2)) is { } server) cpuMs[$"PostgreSQL of {name}"] = server;
            }

            databases[name] = databases[name] with { Statements = await StatementStatistics.ReadAsync(connection, cancellationToken) };
        }

        return new(cpuMs, databases);
    }

    /// <summary>Memory of each service's process now, in MiB.</summary>
    public IReadOnlyDictionary<string, double> ReadMemoryMiB() => _processes.ReadMemoryMiB();

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _databases.Values) await source.DisposeAsync();
    }
}
