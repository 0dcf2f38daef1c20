using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench.Phases;

/// <summary>The yardstick, and everything that the services do, on one hot product and on a thousand.</summary>
internal static class BasePhase
{
    private const int ManyProducts = 1_000;
    private const int MostClients = 128;

    private static readonly (Work Work, string Name, double Goal)[] _works =
        [(Work.Reserve, "reserve over HTTP", 4), (Work.Create, "order created", 1), (Work.CreateAndShip, "order created, then shipped", 0.5)];

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync("Base table", new(), cancellationToken);
        if (Pgbench.Program is null)
        {
            context.Say("pgbench is not here; there will be no ratios to it.");
            await MeasureAllAsync(context, system, yardstick: null, cancellationToken);
            return;
        }

        await using var pgbench = await Pgbench.CreateAsync(system.ConnectionStrings[BenchSystem.InventoryDb], cancellationToken);
        var best = await FindBestAsync(context, pgbench, cancellationToken);
        await MeasureAllAsync(context, system, best.Rate, cancellationToken);
        await CompareAsync(context, system, measured => pgbench.MeasureAsync(best.Variant, best.Clients, measured, cancellationToken), cancellationToken);
    }

    private static async Task MeasureAllAsync(BenchContext context, BenchSystem system, double? yardstick, CancellationToken cancellationToken)
    {
        var table = new BenchTable(
            "What the services do",
            "CPU is the processor time of both services and both databases, in milliseconds; statements (several may share a round trip), transactions and flushes of the log are those of both databases.",
            "", "clients", "a second", "p50", "p99", "CPU ms each", "statements each", "transactions each", "flushes each", "other answers", "× pgbench");
        var split = new BenchTable("Where the processor time goes", "Milliseconds for each piece of work, at 128 clients.", "", "Order API", "Inventory API", "PostgreSQL of ordersdb", "PostgreSQL of inventorydb");
        context.Report.Tables.Add(table);
        context.Report.Tables.Add(split);
        foreach (var (work, name, _) in _works)
        {
            foreach (var products in (int[])[1, ManyProducts])
            {
                var scenario = await system.PrepareAsync(work, products, cancellationToken);
                var fullName = $"{name}, {(products == 1 ? "one hot product" : $"{products:N0} products")}";
                foreach (var clients in BenchContext.ClientCounts)
                {
                    var measured = await context.MeasureAsync(system, $"{fullName}, {clients} clients", scenario, context.Shape(clients), cancellationToken);
                    table.Add([fullName, $"{clients}", .. BenchReport.FiguresOf(measured), yardstick is null ? "–" : $"{measured.Rate / yardstick:0.00}"]);
                    if (work is Work.Create && products == 1) context.BestCreated = Math.Max(measured.Rate, context.BestCreated ?? 0);
                    if (clients == MostClients) split.Add([fullName, .. split.Columns[1..].Select(process => BenchReport.PerOrder(measured, usage => usage.CpuMs.GetValueOrDefault(process)))]);
                }
            }
        }

        var memory = new BenchTable("Memory", "Of each service's process after all that, in MiB.", "service", "MiB");
        foreach (var (service, mib) in system.Meter.ReadMemoryMiB()) memory.Add(service, Words.Number(mib));
        context.Report.Tables.Add(memory);
    }

    /// <summary>Each way to write the transaction, and what the best one reached.</summary>
    private static async Task<(string Variant, int Clients, double Rate)> FindBestAsync(BenchContext context, Pgbench pgbench, CancellationToken cancellationToken)
    {
        var table = new BenchTable("The yardstick: pgbench", "A reservation on one hot row, with its row and its ledger entry, committed; written in several ways.", ["", .. BenchContext.ClientCounts.Select(clients => $"{clients} clients, a second")]);
        var runs = new List<(string Variant, int Clients, double Rate)>();
        foreach (var variant in Pgbench.Variants)
        {
            foreach (var clients in BenchContext.ClientCounts) runs.Add((variant, clients, await pgbench.MeasureAsync(variant, clients, context.Measured, cancellationToken)));
            table.Add([variant, .. runs.Where(run => run.Variant == variant).Select(run => Words.Number(run.Rate))]);
        }

        context.Report.Tables.Add(table);
        var best = runs.MaxBy(run => run.Rate);
        context.Say($"  pgbench's best: {best.Variant}, {best.Clients} clients, {best.Rate:N0}/s");
        return best;
    }

    /// <summary>In turns, so that both sides of a ratio had the same machine.</summary>
    private static async Task CompareAsync(BenchContext context, BenchSystem system, Func<TimeSpan, Task<double>> measureYardstickAsync, CancellationToken cancellationToken)
    {
        var scenarios = new List<Scenario>();
        foreach (var (work, _, _) in _works) scenarios.Add(await system.PrepareAsync(work, 1, cancellationToken));

        var yardsticks = new List<double>();
        var rates = _works.Select(_ => new List<double>()).ToArray();
        for (var round = 1; round <= BenchContext.Rounds; round++)
        {
            yardsticks.Add(await measureYardstickAsync(context.Measured));
            context.Say($"  pgbench: {yardsticks[^1]:N0}/s");
            // What one leaves behind, such as tables to be vacuumed, is not always the same one's burden.
            for (var turn = 0; turn < _works.Length; turn++)
            {
                var i = (round + turn) % _works.Length;
                rates[i].Add((await context.MeasureAsync(system, $"{_works[i].Name}, {MostClients} clients", scenarios[i], context.Shape(MostClients), cancellationToken)).Rate);
            }
        }

        var table = new BenchTable(
            "Beside the yardstick",
            $"One hot product, {MostClients} clients, and pgbench's best, in turns. Medians of {BenchContext.Rounds} rounds.",
            "", "a second", "lowest", "highest", "× pgbench of the same round");
        table.Add("pgbench's best", Words.Number(Percentiles.Median(yardsticks)), Words.Number(yardsticks.Min()), Words.Number(yardsticks.Max()), "1.00");
        foreach (var ((_, name, goal), measured) in _works.Zip(rates))
        {
            var ratio = Percentiles.Median(measured.Zip(yardsticks, (rate, yardstick) => rate / yardstick));
            table.Add(name, Words.Number(Percentiles.Median(measured)), Words.Number(measured.Min()), Words.Number(measured.Max()), $"{ratio:0.00}");
            context.Report.Goals.Add(new($"{char.ToUpperInvariant(name[0])}{name[1..]}: one hot product, {MostClients} clients, to pgbench's best", ratio, goal, "×"));
        }

        context.Report.Tables.Add(table);
    }
}
