namespace Valerix.LoadTest.Bench.Phases;

/// <summary>Several processes of each service on the same databases.</summary>
internal static class ReplicasPhase
{
    private const int Clients = 128;

    private static readonly int[] _counts = [1, 2, 4];

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var table = new BenchTable(
            "Replicas",
            $"Orders created, {Clients} clients, on one machine: what more processes cost, not what more machines bring. From two on, there is a proxy in front of them.",
            "replicas and products", "a second", "p50", "p99", "CPU ms each", "statements each", "transactions each", "flushes each", "other answers");
        context.Report.Tables.Add(table);
        foreach (var count in _counts)
        {
            await using var system = await context.StartAsync($"{count} replicas", new(count), cancellationToken);
            foreach (var products in (int[])[1, 1_000])
            {
                var scenario = await system.PrepareAsync(Work.Create, products, cancellationToken);
                var name = $"{count}, {(products == 1 ? "one hot product" : $"{products:N0} products")}";
                table.Add([name, .. BenchReport.FiguresOf(await context.MeasureAsync(system, name, scenario, context.Shape(Clients), cancellationToken))]);
            }
        }
    }
}
