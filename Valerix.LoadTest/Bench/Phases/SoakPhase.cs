using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench.Phases;

/// <summary>Whether memory stays flat while orders keep coming.</summary>
internal static class SoakPhase
{
    private const int Clients = 32;
    private const int Readings = 10;

    /// <summary>A process that has run for a fifth of the time has what it needs.</summary>
    private const int SettledReading = 2;

    public static async Task RunAsync(BenchContext context, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync($"Soak: {duration.TotalSeconds:0} s", new(), cancellationToken);
        var scenario = await system.PrepareAsync(Work.CreateAndShip, 1, cancellationToken);
        var work = system.Generator.MeasureAsync(scenario, new(Clients, context.Warmup, duration), cancellationToken);
        var readings = new List<(TimeSpan At, IReadOnlyDictionary<string, double> MiB)>();
        for (var reading = 1; reading <= Readings; reading++)
        {
            await Task.Delay(duration / Readings, cancellationToken);
            readings.Add((duration / Readings * reading, system.Meter.ReadMemoryMiB()));
        }

        var measured = await work;
        string[] services = [.. readings[^1].MiB.Keys.Order()];
        var table = new BenchTable(
            $"Memory over {duration.TotalMinutes:0.#} minutes",
            $"MiB of each process while {Clients} clients create and ship orders of one hot product: {Words.Number(measured.Rate)} a second.",
            ["after", .. services]);
        foreach (var (at, mib) in readings) table.Add([Words.Seconds(at), .. services.Select(service => Words.Number(mib.GetValueOrDefault(service)))]);
        context.Report.Tables.Add(table);
        foreach (var service in services)
        {
            var settled = readings[SettledReading].MiB.GetValueOrDefault(service);
            context.Report.Goals.Add(new($"Memory of {service} at the end, to after {readings[SettledReading].At.TotalSeconds:0} s", 100 * readings[^1].MiB[service] / settled, 125, " %", IsCeiling: true));
        }
    }
}
