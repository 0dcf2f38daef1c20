using System.Diagnostics;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Load.Selling;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Load;

/// <summary>Stocks the shelf, sells while the gremlin strikes, calls it off, waits until all is settled, and checks what must hold.</summary>
internal sealed class LoadRun(OrdersClient orders, InventoryClient inventory, GremlinClient gremlin, LoadPlan plan)
{
    /// <summary>The contract's: nothing is unresolved that long after the faults have stopped.</summary>
    public static TimeSpan SettleBound { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Orders in trouble are looked after for that long while the faults go on, so that these meet every kind of call.</summary>
    private static readonly TimeSpan _underFireBound = TimeSpan.FromSeconds(20);

    /// <summary>A crashed Inventory is back sooner.</summary>
    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(60);

    private const int StockingConcurrency = 16;

    /// <summary>Runs to its end, or until <paramref name="stop"/>, after which what was ordered so far is still settled and checked.</summary>
    public async Task<LoadResult> RunAsync(LoadProgress progress, CancellationToken stop)
    {
        progress.Phase = "stocking the shelf";
        var run = $"load-{Guid.NewGuid().ToString("N")[..12]}";
        string[] skus = [.. Enumerable.Range(1, plan.Skus).Select(number => $"{run}-{number}")];
        await StockAsync(skus, stop);

        await gremlin.ApplyAsync(plan.Gremlin, stop);
        var startedAt = DateTimeOffset.UtcNow;
        var pace = new Pace(plan.Rate, TimeProvider.System);
        var driver = new OrderDriver(orders, run, new Baskets(plan.Seed, skus), plan.Ship, pace);
        var followUps = new FollowUpQueue(driver, pace);
        await using (followUps)
        {
            using var gaugeEnd = new CancellationTokenSource();
            var gauge = new GaugeReader(orders, pace);
            var readings = gauge.ReadAsync(gaugeEnd.Token);
            progress.InAftercare = () => followUps.Count;
            progress.Gauge = () => gauge.Last;

            progress.Phase = "selling";
            var (traces, sellingTook) = await SellAsync(driver, followUps, pace, progress, stop);

            progress.Phase = "settling";
            var settledAfter = await SettleAsync(followUps);
            await gaugeEnd.CancelAsync();

            progress.Phase = "checking the books";
            return new()
            {
                Run = run,
                Plan = plan,
                StartedAt = startedAt,
                SellingTook = sellingTook,
                SettledAfter = settledAfter,
                IsCutShort = stop.IsCancellationRequested,
                Traces = traces,
                Unsent = UnsentOf(traces.Count, stop.IsCancellationRequested),
                Gauge = await readings,
                Findings = await new Auditor(orders, inventory, driver).AuditAsync(run, startedAt, skus, traces),
            };
        }
    }

    private Task StockAsync(string[] skus, CancellationToken stop)
    {
        var pieces = plan.Stock ?? Baskets.MaxPieces * plan.Orders;
        return Parallel.ForEachAsync(
            skus,
            new ParallelOptions { MaxDegreeOfParallelism = StockingConcurrency, CancellationToken = stop },
            async (sku, token) => await inventory.StockAsync(sku, "Sold under load", pieces, token));
    }

    /// <summary>Sells while the gremlin strikes; it is called off however this ends.</summary>
    private async Task<(IReadOnlyList<OrderTrace> Traces, TimeSpan Took)> SellAsync(
        OrderDriver driver, FollowUpQueue followUps, Pace pace, LoadProgress progress, CancellationToken stop)
    {
        try
        {
            var traces = await new LoadGenerator(driver, followUps, pace, plan, progress).SellAsync(stop);
            var took = pace.Now;
            if (!plan.Gremlin.IsOff && !stop.IsCancellationRequested) await followUps.DrainAsync(_underFireBound);
            return (traces, took);
        }
        finally
        {
            if (!plan.Gremlin.IsOff)
            {
                await Polling.UntilAsync(
                    async token =>
                    {
                        await gremlin.CallOffAsync(token);
                        return true;
                    },
                    _answerBound,
                    CancellationToken.None);
            }
        }
    }

    private static async Task<TimeSpan?> SettleAsync(FollowUpQueue followUps)
    {
        var started = Stopwatch.GetTimestamp();
        return await followUps.DrainAsync(SettleBound) ? Stopwatch.GetElapsedTime(started) : null;
    }

    private int UnsentOf(int sent, bool isCutShort)
    {
        if (isCutShort || plan.Rate is not { } rate) return 0;

        var due = plan.Duration is { } duration ? Math.Min(plan.Orders, (int)(rate * duration.TotalSeconds)) : plan.Orders;
        return Math.Max(0, due - sent);
    }
}
