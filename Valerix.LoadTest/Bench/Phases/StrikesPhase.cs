using Valerix.LoadTest.Api;
using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench.Phases;

/// <summary>Every fifth call of Inventory is late: what do the orders notice that were not struck?</summary>
internal static class StrikesPhase
{
    private const int Every = 5;
    private const int DelayMs = 5_000;

    /// <summary>Enough for those who wait out a timeout, while the others come by the clock.</summary>
    private const int Clients = 512;

    /// <summary>Of the best rate: a system that is full shows nothing but its queue.</summary>
    private const double Share = 0.4;

    private const double MostPerSecond = 500;

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync("Strikes", new(Gremlin: true), cancellationToken);
        var rate = Math.Min(MostPerSecond, Share * await context.GetBestCreatedAsync(system, cancellationToken));
        var scenario = await system.PrepareAsync(Work.Create, 1, cancellationToken);
        var shape = new LoadShape(Clients, context.Warmup, context.Measured, rate);

        var calm = await context.MeasureAsync(system, $"undisturbed, {rate:N0}/s due", scenario, shape, cancellationToken);
        await system.Gremlin.SetAsync(GremlinPlan.Off with { Latency = new(Every, DelayMs) }, cancellationToken);
        var struck = await context.MeasureAsync(system, $"each {Every}th call {DelayMs / 1000} s late, {rate:N0}/s due", scenario, shape, cancellationToken);
        await system.Gremlin.CallOffAsync(CancellationToken.None);

        // Who was struck is confirmed later, after a timeout and a second try.
        var (calmAtOnce, struckAtOnce) = (AtOnce(calm), AtOnce(struck));
        // Who was struck waits longest, so the others are the fastest four of five.
        const double Others = 1 - (1.0 / Every);
        var othersP99 = struck.AllMs.At(99 * Others);
        var table = new BenchTable(
            "Latency on every 5th call",
            $"Orders created on one hot product, {rate:N0} due each second, latency from when they were due. "
            + $"The gremlin holds each {Every}th stock-changing call for {DelayMs / 1000} s; orders that were not struck are taken to be the fastest {Others:P0}.",
            "", "confirmed within 1 s, a second", "p50", "p99", "p99 of those not struck", "other answers");
        table.Add("undisturbed", Words.Number(calmAtOnce), Words.Milliseconds(calm.LatencyMs.At(50)), Words.Milliseconds(calm.LatencyMs.At(99)), Words.Milliseconds(calm.LatencyMs.At(99)), BenchReport.OthersOf(calm));
        table.Add("struck", Words.Number(struckAtOnce), Words.Milliseconds(struck.LatencyMs.At(50)), Words.Milliseconds(struck.LatencyMs.At(99)), Words.Milliseconds(othersP99), BenchReport.OthersOf(struck));
        context.Report.Tables.Add(table);
        context.Report.Goals.Add(new("Orders confirmed within a second while every 5th call is late, to the undisturbed ones that were not struck", 100 * struckAtOnce / (Others * calmAtOnce), 90, " %"));
        context.Report.Goals.Add(new("Their p99, to the undisturbed one", othersP99 / calm.LatencyMs.At(99), 2, "×", IsCeiling: true));
    }

    private static double AtOnce(Measurement measured) => measured.LatencyMs.CountUpTo(1_000) / measured.Seconds;
}
