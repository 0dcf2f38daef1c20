using System.Diagnostics;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Judging;
using Valerix.LoadTest.Running;
using Valerix.LoadTest.Shops;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.LoadTest.Chaos;

/// <summary>How much is to be ordered.</summary>
/// <param name="Orders">How many orders, each created and then shipped.</param>
/// <param name="Concurrency">How many of them at a time.</param>
internal sealed record RunSize(int Orders, int Concurrency);

/// <summary>Lets shoppers order while the gremlin is loose, calls it off, waits until all is settled, and has it judged.</summary>
internal sealed class ChaosRun(InventoryClient inventory, GremlinClient gremlin, GremlinPlan plan, RunSize size)
{
    /// <summary>The contract's: nothing is unresolved that long after the faults have stopped.</summary>
    public static TimeSpan SettleBound { get; } = TimeSpan.FromSeconds(30);

    /// <summary>A crashed Inventory is back sooner.</summary>
    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(60);

    /// <summary>For calling the gremlin off after Ctrl+C.</summary>
    private static readonly TimeSpan _farewellBound = TimeSpan.FromSeconds(5);

    /// <summary>So much for each order that none is refused for want of stock, however wasteful a shop is.</summary>
    private const int StockPerOrder = 100;
    private const int PiecesPerOrder = 1;

    public async Task<Verdict> RunAsync(IShop shop, RunProgress progress, CancellationToken cancellationToken)
    {
        progress.Phase = "stocking the shelf";
        var run = Guid.NewGuid().ToString("N")[..12];
        var sku = $"CHAOS-{run}";
        await inventory.StockAsync(sku, $"Sold by {shop.Name}", size.Orders * StockPerOrder, cancellationToken);
        Purchase[] purchases = [.. Enumerable.Range(1, size.Orders).Select(number => new Purchase(number, $"{run}-{number}", sku, PiecesPerOrder))];

        progress.Phase = "selling";
        var started = Stopwatch.GetTimestamp();
        var calls = await SellAsync(shop, purchases, progress, cancellationToken);
        var sellingTook = Stopwatch.GetElapsedTime(started);

        progress.Phase = "settling";
        var settledAfter = await SettleAsync(shop, purchases, cancellationToken);

        progress.Phase = "judging";
        var verdict = await new Judge(inventory).JudgeAsync(shop, sku, purchases, new(sellingTook, calls, settledAfter), cancellationToken);
        progress.Phase = "judged";
        return verdict;
    }

    /// <summary>Sells everything while the gremlin strikes; it is called off however this ends.</summary>
    /// <returns>How many calls the gremlin counted.</returns>
    private async Task<long?> SellAsync(IShop shop, Purchase[] purchases, RunProgress progress, CancellationToken cancellationToken)
    {
        await gremlin.SetAsync(plan, cancellationToken);
        try
        {
            await Parallel.ForEachAsync(
                purchases,
                new ParallelOptions { MaxDegreeOfParallelism = size.Concurrency, CancellationToken = cancellationToken },
                async (purchase, token) =>
                {
                    await shop.PlaceAsync(purchase, token);
                    progress.Advance(purchase, steps: 1);
                    if (purchase.IsAcknowledged) await shop.ShipAsync(purchase, token);
                    progress.Advance(purchase, steps: 1);
                });
            return await Polling.AnswerAsync(gremlin.CountCallsAsync, _answerBound, "Counting the gremlin's calls", cancellationToken);
        }
        finally
        {
            await Polling.UntilAsync(
                async token =>
                {
                    await gremlin.CallOffAsync(token);
                    return true;
                },
                cancellationToken.IsCancellationRequested ? _farewellBound : _answerBound,
                CancellationToken.None);
        }
    }

    /// <summary>Waits until nothing is under way any more, or the bound has passed.</summary>
    /// <returns>How long that took; null when it took too long.</returns>
    private static async Task<TimeSpan?> SettleAsync(IShop shop, Purchase[] purchases, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var unsettled = new Queue<Purchase>(purchases);
        var isSettled = await Polling.UntilAsync(
            async token =>
            {
                while (unsettled.TryPeek(out var next) && await shop.IsSettledAsync(next, token)) unsettled.Dequeue();
                return unsettled.Count == 0;
            },
            SettleBound,
            cancellationToken);
        return isSettled ? Stopwatch.GetElapsedTime(started) : null;
    }
}
