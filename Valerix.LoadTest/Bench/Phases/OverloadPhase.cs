using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench.Phases;

/// <summary>Five times as many orders as it can serve, with the limits as they are outside of benchmarks.</summary>
internal static class OverloadPhase
{
    private const double Times = 5;
    private const int Clients = 1_000;
    private const double RefusedWithinMs = 100;

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync("Overload", new(Limits: true), cancellationToken);
        var scenario = await system.PrepareAsync(Work.Create, 1, cancellationToken);
        var best = context.BestCreated
            ?? (await context.MeasureAsync(system, "best rate", scenario, context.Shape(128) with { ManyAddresses = true }, cancellationToken)).Rate;

        var shape = new LoadShape(Clients, context.Warmup, context.Measured, Times * best, ManyAddresses: true);
        var measured = await context.MeasureAsync(system, $"{shape.Rate:N0}/s due", scenario, shape, cancellationToken);
        var kept = await system.AskAsync<long>(
            BenchSystem.OrdersDb, "SELECT count(*) FROM orders WHERE id = ANY ($1)", cancellationToken, measured.Acknowledged.ToArray());

        var table = new BenchTable(
            "Overload",
            $"Orders of one hot product by {Clients:N0} clients with an address each, {Times:0} times the best rate due. The generator shares the machine, so fewer may be sent than are due. Times are from when a call was sent.",
            "", "");
        table.Add("due each second", Words.Number(shape.Rate!.Value));
        table.Add("answered each second", Words.Number(measured.Total / measured.Seconds));
        table.Add("served each second", Words.Number(measured.Rate));
        table.Add("refused with 429 or 503", Share(measured.RefusedMs.Count, measured.Total));
        table.Add("p99 of the refused", Words.Milliseconds(measured.RefusedMs.At(99)));
        table.Add("other answers", BenchReport.OthersOf(measured));
        table.Add("acknowledged, of them in the database", $"{measured.Acknowledged.Count:N0}, {kept:N0}");
        context.Report.Tables.Add(table);
        context.Report.Goals.Add(new($"Served at {Times:0} times the best rate, to the best rate", 100 * measured.Rate / best, 80, " %"));
        context.Report.Goals.Add(new("p99 of the refused", measured.RefusedMs.At(99), RefusedWithinMs, " ms", IsCeiling: true));
        context.Report.Goals.Add(new("Acknowledged orders lost under overload", measured.Acknowledged.Count - kept, 0, "", IsCeiling: true));
    }

    private static string Share(int part, int whole) => whole == 0 ? "–" : $"{100.0 * part / whole:0.0} %";
}
