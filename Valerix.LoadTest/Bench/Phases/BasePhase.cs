using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench.Phases;

/// <summary>The yardstick, and everything that the services do, on one hot product and on a thousand.</summary>
internal static class BasePhase
{
    private const int ManyProducts = 1_000;

    private static readonly (Work Work, string Name)[] _works =
        [(Work.Reserve, "reserve over HTTP"), (Work.Create, "order created"), (Work.CreateAndShip, "order created, then shipped")];

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync("Base table", new(), cancellationToken);
        await MeasurePgbenchAsync(context, system, cancellationToken);

        var table = new BenchTable(
            "What the services do",
            "CPU is the processor time of both services and both databases, in milliseconds; statements (several may share a round trip), transactions and flushes of the log are those of both databases.",
            "", "clients", "a second", "p50", "p99", "CPU ms each", "statements each", "transactions each", "flushes each", "other answers", "× pgbench");
        var split = new BenchTable("Where the processor time goes", "Milliseconds for each piece of work, at 128 clients.", "", "Order API", "Inventory API", "PostgreSQL of ordersdb", "PostgreSQL of inventorydb");
        context.Report.Tables.Add(table);
        context.Report.Tables.Add(split);
        foreach (var (work, name) in _works)
        {
            foreach (var products in (int[])[1, ManyProducts])
            {
                var scenario = await system.PrepareAsync(work, products, cancellationToken);
                var fullName = $"{name}, {(products == 1 ? "one hot product" : $"{products:N0} products")}";
                foreach (var clients in BenchContext.ClientCounts)
                {
                    var measured = await context.MeasureAsync(system, $"{fullName}, {clients} clients", scenario, context.Shape(clients), cancellationToken);
                    table.Add([fullName, $"{clients}", .. BenchReport.FiguresOf(measured), RatioOf(context, measured.Rate)]);
                    if (products == 1) Note(context, work, clients, measured);
                    if (clients == BenchContext.ClientCounts[^1]) split.Add([fullName, .. split.Columns[1..].Select(process => BenchReport.PerOrder(measured, usage => usage.CpuMs.GetValueOrDefault(process)))]);
                }
            }
        }

        var memory = new BenchTable("Memory", "Of each service's process after all that, in MiB.", "service", "MiB");
        foreach (var (service, mib) in system.Meter.ReadMemoryMiB()) memory.Add(service, Words.Number(mib));
        context.Report.Tables.Add(memory);
    }

    private static void Note(BenchContext context, Work work, int clients, Measurement measured)
    {
        if (work is Work.Create && measured.Rate > (context.BestCreated ?? 0)) context.BestCreated = measured.Rate;
        if (clients != BenchContext.ClientCounts[^1] || context.BestPgbench is not { } yardstick) return;

        context.Report.Goals.Add(work switch
        {
            Work.Reserve => new("Reservations over HTTP on one hot product at 128 clients, to pgbench's best", measured.Rate / yardstick, 4, "×"),
            Work.Create => new("Orders created on one hot product at 128 clients, to pgbench's best", measured.Rate / yardstick, 1, "×"),
            _ => new("Orders created and shipped on one hot product at 128 clients, to pgbench's best", measured.Rate / yardstick, 0.5, "×"),
        });
    }

    private static async Task MeasurePgbenchAsync(BenchContext context, BenchSystem system, CancellationToken cancellationToken)
    {
        if (Pgbench.Program is null)
        {
            context.Say("pgbench is not here; there will be no ratios to it.");
            return;
        }

        var table = new BenchTable("The yardstick: pgbench", "A reservation on one hot row, with its row and its ledger entry, committed; written in several ways.", ["", .. BenchContext.ClientCounts.Select(clients => $"{clients} clients, a second")]);
        var rates = await new Pgbench(system.ConnectionStrings[BenchSystem.InventoryDb]).RunAsync(BenchContext.ClientCounts, context.Measured, cancellationToken);
        foreach (var variant in rates.GroupBy(rate => rate.Variant)) table.Add([variant.Key, .. variant.Select(rate => Words.Number(rate.Rate))]);
        context.Report.Tables.Add(table);
        context.BestPgbench = rates.Max(rate => rate.Rate);
        context.Say($"  pgbench's best: {context.BestPgbench:N0}/s");
    }

    private static string RatioOf(BenchContext context, double rate) => context.BestPgbench is { } yardstick ? $"{rate / yardstick:0.00}" : "–";
}
