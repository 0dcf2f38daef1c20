using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Valerix.AppHost.Postgres;
using Valerix.Tests.Running;

namespace Valerix.Tests.Backup;

/// <summary>A PostgreSQL server as the AppHost makes them, with one table: what was acknowledged.</summary>
internal sealed class PlainServer(string dataFolder, string name)
{
    private const string Password = "a-password-for-tests";

    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(20);

    private readonly int _port = LoopbackPort.Free();
    private Process? _process;

    public string DataFolder { get; } = Path.Combine(dataFolder, name);

    // Pooled connections would not notice that the server was away in between.
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Password={Password};Database=postgres;Pooling=false";

    public async Task StartAsync()
    {
        var cluster = PostgresCluster.Locate(DataFolder, PostgresBinaries.Find(new ConfigurationBuilder().Build()));
        await cluster.PrepareAsync(Password, [], CancellationToken.None);
        var (command, arguments) = UnprivilegedUser.Run(
            cluster.Binaries.Postgres, "-D", DataFolder, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=");
        _process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await Eventually.Async(async _ => (await QueryAsync<int>("SELECT 1")).Count == 1, _startBound, $"{name} answers");
    }

    /// <summary>SIGKILL, as when the machine is lost.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        await Signal.SendAsync("KILL", _process.Id);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Inserts rows one by one, and returns when the last one is acknowledged.</summary>
    public async Task AcknowledgeAsync(int from, int count)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        for (var id = from; id < from + count; id++)
        {
            await using var command = new NpgsqlCommand($"INSERT INTO acknowledged VALUES ({id})", connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(reader.GetFieldValue<T>(0));
        return values;
    }
}
