using Valerix.LoadTest.Reports;

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

        foreach (var size in _sizes)
        {
            if (size > 0)
            {
                context.Say($"  filling up to {size:N0} orders …");
                await filling.UpToAsync(size, cancellationToken);
            }

            var measured = await context.MeasureAsync(system, $"with {size:N0} orders", scenario, context.Shape(Clients), cancellationToken);
            table.Add([$"{size:N0}", .. BenchReport.FiguresOf(measured)]);
        }

        await CompareAsync(context, system, scenario, cancellationToken);
    }

    /// <summary>In turns with a system that is empty, so that both had the same machine.</summary>
    private static async Task CompareAsync(BenchContext context, BenchSystem full, Scenario fullScenario, CancellationToken cancellationToken)
    {
        await using var empty = await context.StartAsync("An empty one beside it", new(), cancellationToken);
        var emptyScenario = await empty.PrepareAsync(Work.Create, 1, cancellationToken);
        var rounds = new List<(double Full, double Empty)>();
        for (var round = 1; round <= BenchContext.Rounds; round++)
        {
            var without = await context.MeasureAsync(empty, "empty", emptyScenario, context.Shape(Clients), cancellationToken);
            var with = await context.MeasureAsync(full, $"with {_sizes[^1]:N0} orders", fullScenario, context.Shape(Clients), cancellationToken);
            rounds.Add((with.Rate, without.Rate));
        }

        var table = new BenchTable(
            "A full system beside an empty one",
            $"Orders created on one hot product, {Clients} clients, in turns. Medians of {BenchContext.Rounds} rounds.",
            "orders in the tables", "a second", "lowest", "highest");
        Add($"{_sizes[^1]:N0}", [.. rounds.Select(round => round.Full)]);
        Add("none at first", [.. rounds.Select(round => round.Empty)]);
        context.Report.Tables.Add(table);
        context.Report.Goals.Add(new(
            $"Rate with {_sizes[^1]:N0} orders in the tables, to an empty system's", 100 * Percentiles.Median(rounds.Select(round => round.Full / round.Empty)), 90, " %"));

        void Add(string name, double[] rates) => table.Add(name, Words.Number(Percentiles.Median(rates)), Words.Number(rates.Min()), Words.Number(rates.Max()));
    }
}
