using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench.Phases;

/// <summary>Five times as many orders as it can serve, with the limits as they are outside of benchmarks.</summary>
internal static class OverloadPhase
{
    private const double Times = 5;
    private const int Clients = 1_000;
    private const int BestClients = 128;
    private const double RefusedWithinMs = 100;

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync("Overload", new(Limits: true), cancellationToken);
        var scenario = await system.PrepareAsync(Work.Create, 1, cancellationToken);
        var calm = context.Shape(BestClients) with { ManyAddresses = true };
        var flood = calm with { Clients = Clients };
        await context.WarmUpAsync(scenario, flood, cancellationToken);

        var rounds = new List<(Measurement Best, double Due, Measurement Flooded)>();
        for (var round = 1; round <= BenchContext.Rounds; round++)
        {
            var best = await context.MeasureAsync(system, "best rate", scenario, calm, cancellationToken);
            var due = Times * best.Rate;
            rounds.Add((best, due, await context.MeasureAsync(system, $"{due:N0}/s due", scenario, flood with { Rate = due }, cancellationToken)));
        }

        var acknowledged = rounds.SelectMany(round => round.Flooded.Acknowledged).ToArray();
        var kept = await system.AskAsync<long>(BenchSystem.OrdersDb, "SELECT count(*) FROM orders WHERE id = ANY ($1)", cancellationToken, acknowledged);

        var refusedP99 = Percentiles.Median(rounds.Select(round => round.Flooded.RefusedMs.At(99)));
        var table = new BenchTable(
            "Overload",
            $"Orders of one hot product by {Clients:N0} clients with an address each, {Times:0} times as many due as {BestClients} clients had got right before. "
            + $"Medians of {BenchContext.Rounds} rounds. The generator shares the machine, so fewer may be sent than are due. Times are from when a call was sent.",
            "", "");
        table.Add("best rate", Median(round => round.Best.Rate));
        table.Add("due each second", Median(round => round.Due));
        table.Add("answered each second", Median(round => round.Flooded.Total / round.Flooded.Seconds));
        table.Add("served each second", Median(round => round.Flooded.Rate));
        table.Add("refused with 429 or 503, each second", Median(round => round.Flooded.RefusedMs.Count / round.Flooded.Seconds));
        table.Add("p50 of the refused", Words.Milliseconds(Percentiles.Median(rounds.Select(round => round.Flooded.RefusedMs.At(50)))));
        table.Add("p99 of the refused", Words.Milliseconds(refusedP99));
        table.Add("acknowledged in all rounds, of them in the database", $"{acknowledged.Length:N0}, {kept:N0}");
        context.Report.Tables.Add(table);
        context.Report.Goals.Add(new($"Served at {Times:0} times the best rate, to the best rate", 100 * Percentiles.Median(rounds.Select(round => round.Flooded.Rate / round.Best.Rate)), 80, " %"));
        context.Report.Goals.Add(new("p99 of the refused", refusedP99, RefusedWithinMs, " ms", IsCeiling: true));
        context.Report.Goals.Add(new("Acknowledged orders lost under overload", acknowledged.Length - kept, 0, "", IsCeiling: true));

        string Median(Func<(Measurement Best, double Due, Measurement Flooded), double> read) => Words.Number(Percentiles.Median(rounds.Select(read)));
    }
}
