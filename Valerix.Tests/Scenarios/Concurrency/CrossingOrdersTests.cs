using System.Collections.Concurrent;
using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

/// <summary>Orders that want the same products in different sequences: who locks in the sequence asked for deadlocks.</summary>
[Collection(WholeSystem.Name)]
public sealed class CrossingOrdersTests(SharedApp shared)
{
    private const int Orders = 200;
    private const int AtOnce = 32;
    private const int Skus = 5;

    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task They_do_not_deadlock_and_none_is_served_in_part()
    {
        var seed = Random.Shared.Next();
        var skus = await Task.WhenAll(Enumerable.Range(0, Skus).Select(_ => _app.Inventory.StockedAsync(Orders)));
        var acknowledged = new ConcurrentDictionary<string, Guid>();
        var others = new ConcurrentBag<Answer>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Orders), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var key = Unique.Key();
            var answer = await _app.Orders.PlaceAsync(key, Unique.Customer(), Lines(new Random(seed + i), skus));
            if (answer.Status == HttpStatusCode.Created) acknowledged[key] = answer.Read<OrderMessage>(HttpStatusCode.Created).Id;
            else if (answer.Status != HttpStatusCode.Conflict) others.Add(answer);
        });

        others.ShouldBeEmpty($"seed {seed}");
        acknowledged.Count.ShouldBeInRange(Orders / 4, Orders, $"seed {seed}");
        await Parallel.ForEachAsync(acknowledged.Values, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, _) =>
            ((id.GetHashCode() & 1) == 0 ? await _app.Orders.ShipAsync(id) : await _app.Orders.CancelAsync(id)).ShouldHave(HttpStatusCode.OK));
        await Invariants.ShouldHoldAsync(_app, acknowledged, soldByOrdersOnly: skus);
    }

    /// <summary>Three to five of the skus in any sequence, one to three pieces of each.</summary>
    private static (string Sku, int Quantity)[] Lines(Random random, string[] skus)
    {
        var shuffled = skus.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Take(random.Next(3, Skus + 1)).Select(sku => (sku, random.Next(1, 4)))];
    }
}
