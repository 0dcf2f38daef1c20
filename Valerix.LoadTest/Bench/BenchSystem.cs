using Npgsql;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Bench.Meters;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Bench;

/// <summary>How a system is started.</summary>
/// <param name="Replicas">Of each service.</param>
/// <param name="Limits">Whether the rate limits hold, as they do outside of benchmarks.</param>
/// <param name="Gremlin">Whether the gremlin may strike; in Production it is not even there.</param>
internal sealed record BenchSettings(int Replicas = 1, bool Limits = false, bool Gremlin = false)
{
    public string[] ToArguments() => [$"--Replicas={Replicas}", $"--RateLimits:Enabled={Limits}", $"--Gremlin:Allowed={Gremlin}"];
}

/// <summary>A started system, with doors behind the services' backs.</summary>
internal sealed class BenchSystem : IAsyncDisposable
{
    public const string OrdersDb = "ordersdb";
    public const string InventoryDb = "inventorydb";

    private const int Plenty = 1_000_000_000;
    private const int StockingConcurrency = 16;
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);

    private readonly StartedSystem _started;
    private readonly InventoryClient _inventory;

    private BenchSystem(StartedSystem started, IReadOnlyDictionary<string, string> connectionStrings)
    {
        _started = started;
        _inventory = new(Address.CreateInventoryClient(_timeout));
        Gremlin = new(Address.CreateInventoryClient(_timeout));
        ConnectionStrings = connectionStrings;
        Meter = new(connectionStrings, Address.OperatorKey);
        Generator = new(Meter);
    }

    public SystemAddress Address => _started.Address;

    public GremlinClient Gremlin { get; }

    public IReadOnlyDictionary<string, string> ConnectionStrings { get; }

    public UsageMeter Meter { get; }

    public Generator Generator { get; }

    public static async Task<BenchSystem> StartAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        var started = await StartedSystem.StartAsync(settings.ToArguments(), cancellationToken, StatementStatistics.Preload);
        try
        {
            var connectionStrings = new Dictionary<string, string>
            {
                [OrdersDb] = await started.GetConnectionStringAsync(OrdersDb, cancellationToken),
                [InventoryDb] = await started.GetConnectionStringAsync(InventoryDb, cancellationToken),
            };
            foreach (var connectionString in connectionStrings.Values) await StatementStatistics.CreateAsync(connectionString, cancellationToken);
            return new(started, connectionStrings);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Work on so many products, each with more stock than a run can buy.</summary>
    public async Task<Scenario> PrepareAsync(Work work, int products, CancellationToken cancellationToken)
    {
        string[] skus = [.. Enumerable.Range(0, products).Select(number => $"bench{products:D5}-{number:D5}")];
        await Parallel.ForEachAsync(
            skus,
            new ParallelOptions { MaxDegreeOfParallelism = StockingConcurrency, CancellationToken = cancellationToken },
            async (sku, token) => await _inventory.StockAsync(sku, "Measured", Plenty, token));
        return new(work, skus, Address);
    }

    /// <summary>Asks a database for one value.</summary>
    public async Task<T> AskAsync<T>(string database, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionStrings[database]);
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        _inventory.Dispose();
        Gremlin.Dispose();
        await Meter.DisposeAsync();
        await _started.DisposeAsync();
    }
}
