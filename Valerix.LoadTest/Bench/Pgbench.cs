using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Valerix.LoadTest.Bench;

/// <summary>What PostgreSQL's own benchmark reaches with a reservation on one hot row: the yardstick.</summary>
internal sealed partial class Pgbench : IAsyncDisposable
{
    private const string Database = "pgbench_yardstick";

    private const string Schema =
        """
        CREATE TABLE product (sku text PRIMARY KEY, on_hand bigint NOT NULL, reserved bigint NOT NULL CHECK (0 <= reserved AND reserved <= on_hand)) WITH (fillfactor = 50);
        CREATE TABLE reservation (order_id bigint PRIMARY KEY, sku text NOT NULL, quantity int NOT NULL);
        CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL, sku text NOT NULL, reserved_delta int NOT NULL);
        INSERT INTO product VALUES ('HOT', 1000000000, 0)
        """;

    /// <summary>Ways to write the transaction. The best of all is what counts.</summary>
    private static readonly (string Name, string Script)[] _variants =
    [
        ("a statement each", """
            \set id random(1, 9000000000000000000)
            BEGIN;
            UPDATE product SET reserved = reserved + 1 WHERE sku = 'HOT' AND on_hand - reserved >= 1;
            INSERT INTO reservation VALUES (:id, 'HOT', 1);
            INSERT INTO ledger (order_id, sku, reserved_delta) VALUES (:id, 'HOT', 1);
            COMMIT;
            """),
        ("hot row last", """
            \set id random(1, 9000000000000000000)
            BEGIN;
            INSERT INTO reservation VALUES (:id, 'HOT', 1);
            INSERT INTO ledger (order_id, sku, reserved_delta) VALUES (:id, 'HOT', 1);
            UPDATE product SET reserved = reserved + 1 WHERE sku = 'HOT' AND on_hand - reserved >= 1;
            COMMIT;
            """),
        ("one statement for all", """
            \set id random(1, 9000000000000000000)
            WITH held AS (UPDATE product SET reserved = reserved + 1 WHERE sku = 'HOT' AND on_hand - reserved >= 1 RETURNING sku), reserved AS (INSERT INTO reservation SELECT :id, sku, 1 FROM held) INSERT INTO ledger (order_id, sku, reserved_delta) SELECT :id, sku, 1 FROM held;
            """),
    ];

    private readonly NpgsqlConnectionStringBuilder _server;

    private Pgbench(NpgsqlConnectionStringBuilder server) => _server = server;

    /// <summary>Where Debian and others put it; null when it is not there, as with a server in a container.</summary>
    public static string? Program { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(folder => $"{folder}/bin/pgbench").Where(File.Exists).Order().LastOrDefault()
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists);

    /// <summary>The ways to write it, by name.</summary>
    public static IEnumerable<string> Variants => _variants.Select(variant => variant.Name);

    /// <summary>Makes a database of its own on the server of <paramref name="connectionString"/>.</summary>
    public static async Task<Pgbench> CreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        var pgbench = new Pgbench(new(connectionString));
        await ExecuteAsync(connectionString, $"CREATE DATABASE {Database}", cancellationToken);
        await ExecuteAsync(new NpgsqlConnectionStringBuilder(connectionString) { Database = Database, Pooling = false }.ConnectionString, Schema, cancellationToken);
        return pgbench;
    }

    /// <returns>Transactions a second.</returns>
    public async Task<double> MeasureAsync(string variant, int clients, TimeSpan measured, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, _variants.First(known => known.Name == variant).Script, cancellationToken);
            return await RunAsync(file, clients, measured, cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public async ValueTask DisposeAsync() =>
        await ExecuteAsync(_server.ConnectionString, $"DROP DATABASE {Database} WITH (FORCE)", CancellationToken.None);

    private async Task<double> RunAsync(string file, int clients, TimeSpan measured, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-n", "-M", "prepared", "-f", file, "-c", $"{clients}", "-j", "2", "-T", $"{Math.Max(1, (int)measured.TotalSeconds)}",
            "-h", _server.Host!, "-p", $"{_server.Port}", "-U", _server.Username!, Database,
        ];
        using var process = Process.Start(new ProcessStartInfo(Program!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = _server.Password },
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return TransactionRate().Match(output) is { Success: true } match
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new IOException($"pgbench failed: {await errors}");
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(@"tps = ([\d.]+) \(without")]
    private static partial Regex TransactionRate();
}
