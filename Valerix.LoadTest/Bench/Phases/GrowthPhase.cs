namespace Valerix.LoadTest.Bench.Phases;

/// <summary>What an order costs when there are many already.</summary>
internal static class GrowthPhase
{
    private const int Clients = 128;

    private static readonly int[] _sizes = [0, 10_000, 100_000, 1_000_000];

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var system = await context.StartAsync("Growth", new(), cancellationToken);
        var scenario = await system.PrepareAsync(Work.Create, 1, cancellationToken);
        var filling = new Filling(system);
        var table = new BenchTable(
            "How cost grows",
            $"Orders created on one hot product, {Clients} clients, with so many shipped orders in the tables already (besides those that were measured before).",
            "orders in the tables", "a second", "p50", "p99", "CPU ms each", "statements each", "transactions each", "flushes each", "other answers");
        context.Report.Tables.Add(table);

        double? empty = null;
        foreach (var size in _sizes)
        {
            if (size > 0)
            {
                context.Say($"  filling up to {size:N0} orders …");
                await filling.UpToAsync(size, cancellationToken);
            }

            var measured = await context.MeasureAsync(system, $"with {size:N0} orders", scenario, context.Shape(Clients), cancellationToken);
            table.Add([$"{size:N0}", .. BenchReport.FiguresOf(measured)]);
            empty ??= measured.Rate;
            if (size == _sizes[^1]) context.Report.Goals.Add(new($"Rate with {size:N0} orders in the tables, to the empty system's", 100 * measured.Rate / empty.Value, 90, " %"));
        }
    }
}
