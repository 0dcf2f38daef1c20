using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Npgsql;

namespace Valerix.Tests.Running;

/// <summary>Both databases, for looking behind the services' backs.</summary>
internal sealed class Databases(DistributedApplication app)
{
    /// <summary>Reads all rows of a query; each as its columns' values, NULL as null.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string database, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a statement in a transaction that stays open, with all the locks it took, until it is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string database, string sql)
    {
        var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand($"BEGIN; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<string> ConnectionStringAsync(string database) => (await app.GetConnectionStringAsync(database)).ShouldNotBeNull();

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connectionString = await ConnectionStringAsync(database);
        // Pooled connections would not notice that the server was away in between.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
