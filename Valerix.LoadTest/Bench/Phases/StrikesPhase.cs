using Valerix.LoadTest.Reports;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.LoadTest.Bench.Phases;

/// <summary>Every fifth call of Inventory is late: what do the orders notice that were not struck?</summary>
internal static class StrikesPhase
{
    private const int Every = 5;
    private const int DelayMs = 5_000;

    /// <summary>Struck orders wait longest, so the others are the fastest four of five.</summary>
    private const double Others = 1 - (1.0 / Every);

    /// <summary>Enough for the orders that wait out a timeout, while the others come by the clock.</summary>
    private const int Clients = 512;

    /// <summary>Of the best rate: a system that is full shows nothing but its queue.</summary>
    private const double Share = 0.4;

    private const double MostPerSecond = 500;

    private static readonly GremlinPlan _strikes = GremlinPlan.Off with { Latency = new(Every, DelayMs) };

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync("Strikes", new(Gremlin: true), cancellationToken);
        var rate = Math.Min(MostPerSecond, Share * await context.GetBestCreatedAsync(system, cancellationToken));
        var scenario = await system.PrepareAsync(Work.Create, 1, cancellationToken);
        var shape = context.Shape(Clients) with { Rate = rate };
        await system.Gremlin.SetAsync(_strikes, cancellationToken);
        await context.WarmUpAsync(scenario, shape, cancellationToken);

        var rounds = new List<(Measurement Calm, Measurement Struck)>();
        for (var round = 1; round <= BenchContext.Rounds; round++)
        {
            await system.Gremlin.CallOffAsync(cancellationToken);
            var calm = await context.MeasureAsync(system, $"undisturbed, {rate:N0}/s due", scenario, shape, cancellationToken);
            await system.Gremlin.SetAsync(_strikes, cancellationToken);
            rounds.Add((calm, await context.MeasureAsync(system, $"each {Every}th call {DelayMs / 1000} s late, {rate:N0}/s due", scenario, shape, cancellationToken)));
        }

        await system.Gremlin.CallOffAsync(CancellationToken.None);

        var table = new BenchTable(
            "Latency on every 5th call",
            $"Orders created on one hot product, {rate:N0} due each second, latency from when they were due. The gremlin holds each {Every}th stock-changing call for {DelayMs / 1000} s; "
            + $"orders that were not struck are taken to be the fastest {Others:P0}. Medians of {BenchContext.Rounds} rounds, in turns.",
            "", "confirmed within 1 s, a second", "p50", "p99", "p99 of those not struck");
        table.Add("undisturbed", Median(round => AtOnce(round.Calm), Words.Number), Median(round => round.Calm.LatencyMs.At(50)), Median(round => round.Calm.LatencyMs.At(99)), Median(round => round.Calm.LatencyMs.At(99)));
        table.Add("struck", Median(round => AtOnce(round.Struck), Words.Number), Median(round => round.Struck.LatencyMs.At(50)), Median(round => round.Struck.LatencyMs.At(99)), Median(round => OthersP99(round.Struck)));
        context.Report.Tables.Add(table);
        context.Report.Goals.Add(new(
            "Orders confirmed within a second while every 5th call is late, to the undisturbed ones that were not struck",
            100 * Percentiles.Median(rounds.Select(round => AtOnce(round.Struck) / (Others * AtOnce(round.Calm)))), 90, " %"));
        context.Report.Goals.Add(new(
            "Their p99, to the undisturbed one", Percentiles.Median(rounds.Select(round => OthersP99(round.Struck) / round.Calm.LatencyMs.At(99))), 2, "×", IsCeiling: true));

        string Median(Func<(Measurement Calm, Measurement Struck), double> read, Func<double, string>? words = null) =>
            (words ?? Words.Milliseconds)(Percentiles.Median(rounds.Select(read)));
    }

    // A struck order is confirmed later, after a timeout and a second try.
    private static double AtOnce(Measurement measured) => measured.LatencyMs.CountUpTo(1_000) / measured.Seconds;

    private static double OthersP99(Measurement struck) => struck.AllMs.At(99 * Others);
}
