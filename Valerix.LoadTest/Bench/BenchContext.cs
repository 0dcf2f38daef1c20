using Spectre.Console;

namespace Valerix.LoadTest.Bench;

/// <summary>What the phases of a benchmark share.</summary>
internal sealed class BenchContext(IAnsiConsole console, BenchReport report, TimeSpan warmup, TimeSpan measured)
{
    /// <summary>How much longer a new process is warmed up, each kind of work, than each measurement is.</summary>
    private const int WarmUpFactor = 4;

    /// <summary>How often what is compared takes turns: one round that the machine spoils does not decide.</summary>
    public const int Rounds = 5;

    public static IReadOnlyList<int> ClientCounts { get; } = [8, 32, 128];

    public BenchReport Report => report;

    public TimeSpan Warmup => warmup;

    public TimeSpan Measured => measured;

    /// <summary>Created orders a second on one product; null until it was measured.</summary>
    public double? BestCreated { get; set; }

    /// <summary>What it runs on; known once a system was started.</summary>
    public IReadOnlyList<(string Name, string Value)> Machine { get; private set; } = [];

    /// <summary>Starts a system for a phase.</summary>
    public async Task<BenchSystem> StartAsync(string phase, BenchSettings settings, CancellationToken cancellationToken)
    {
        Say($"{phase}: starting the system …");
        var system = await BenchSystem.StartAsync(settings, cancellationToken);
        await WarmUpAsync(system, cancellationToken);
        Machine = Machine.Count > 0 ? Machine : await Bench.Machine.DescribeAsync(system, cancellationToken);
        return system;
    }

    public LoadShape Shape(int clients) => new(clients, warmup, measured);

    /// <summary>Makes a load that the processes have not seen yet, for long enough that their code for it is compiled.</summary>
    public Task WarmUpAsync(Scenario scenario, LoadShape shape, CancellationToken cancellationToken) =>
        new Generator(meter: null).MeasureAsync(scenario, shape with { Warmup = WarmUpFactor * warmup, Measured = TimeSpan.Zero }, cancellationToken);

    /// <summary>Measures, and says so.</summary>
    public async Task<Measurement> MeasureAsync(BenchSystem system, string name, Scenario scenario, LoadShape shape, CancellationToken cancellationToken)
    {
        var measurement = await system.Generator.MeasureAsync(scenario, shape, cancellationToken);
        console.MarkupLineInterpolated($"  {name}: [bold]{measurement.Rate:N0}/s[/], p50 {measurement.LatencyMs.At(50):0.0} ms, p99 {measurement.LatencyMs.At(99):0.0} ms, others {BenchReport.OthersOf(measurement)}");
        return measurement;
    }

    public void Say(string text) => console.MarkupLineInterpolated($"[grey]{text}[/]");

    /// <summary>The best rate of created orders on one product, measured now unless it is known.</summary>
    public async Task<double> GetBestCreatedAsync(BenchSystem system, CancellationToken cancellationToken) =>
        BestCreated ??= (await MeasureAsync(
            system, "orders created, 128 clients", await system.PrepareAsync(Work.Create, 1, cancellationToken), Shape(128), cancellationToken)).Rate;

    // A process is compiled anew for as long as it is young: the first figures would be those of the compiler.
    private async Task WarmUpAsync(BenchSystem system, CancellationToken cancellationToken)
    {
        foreach (var work in (Work[])[Work.CreateAndShip, Work.Reserve])
        {
            await WarmUpAsync(await system.PrepareAsync(work, products: 1, cancellationToken), Shape(ClientCounts[^1]), cancellationToken);
        }
    }
}
