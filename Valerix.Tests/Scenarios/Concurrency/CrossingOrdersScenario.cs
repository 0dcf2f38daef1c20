using System.Collections.Concurrent;
using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

/// <summary>Orders that want the same products in different sequences: who locks in the sequence asked for deadlocks.</summary>
public abstract class CrossingOrdersScenario : IAsyncLifetime
{
    private const int Orders = 200;
    private const int Skus = 5;

    private static readonly ParallelOptions _atOnce = new() { MaxDegreeOfParallelism = 32 };

    private readonly ValerixApp _app;

    private protected CrossingOrdersScenario(ValerixApp app) => _app = app;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The crush may have opened a circuit, which the next test must not meet.</summary>
    public Task DisposeAsync() => _app.ShouldServeAsync();

    [Fact]
    public async Task They_do_not_deadlock_and_none_is_served_in_part()
    {
        var seed = Random.Shared.Next();
        var skus = await Task.WhenAll(Enumerable.Range(0, Skus).Select(_ => _app.Inventory.StockedAsync(Orders)));
        var acknowledged = new ConcurrentDictionary<string, Guid>();
        var others = new ConcurrentBag<Answer>();
        var deadlocks = await DeadlocksAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, Orders), _atOnce, async (i, _) =>
        {
            var key = Unique.Key();
            var answer = await _app.Orders.PlaceAsync(key, Unique.Customer(), Lines(new Random(seed + i), skus));
            if (answer.Status is HttpStatusCode.Created or HttpStatusCode.Accepted) acknowledged[key] = answer.Read<OrderMessage>(answer.Status).Id;
            else if (answer.Status != HttpStatusCode.Conflict) others.Add(answer);
        });

        others.ShouldBeEmpty($"seed {seed}");
        await Invariants.ShouldHoldAsync(_app, acknowledged, soldByOrdersOnly: skus);

        await Parallel.ForEachAsync(acknowledged.Values, _atOnce, async (id, _) =>
            ((id.GetHashCode() & 1) == 0 ? await _app.Orders.ShipAsync(id) : await _app.Orders.CancelAsync(id))
                .ShouldHave(HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.Conflict));
        await Invariants.ShouldHoldAsync(_app, acknowledged, soldByOrdersOnly: skus);

        var statuses = (await Task.WhenAll(acknowledged.Values.Select(_app.Orders.ReadAsync))).ToLookup(order => order.Status);
        (statuses["Shipped"].Count() + statuses["Cancelled"].Count()).ShouldBeInRange(Orders / 4, Orders, $"seed {seed}");
        // The services try again after a deadlock, so nobody else would notice it.
        (await DeadlocksAsync()).ShouldBe(deadlocks, $"seed {seed}");
    }

    /// <summary>Three to five of the skus in any sequence, one to three pieces of each.</summary>
    private static (string Sku, int Quantity)[] Lines(Random random, string[] skus)
    {
        var shuffled = skus.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Take(random.Next(3, Skus + 1)).Select(sku => (sku, random.Next(1, 4)))];
    }

    /// <summary>How many deadlocks the servers had to break up so far.</summary>
    private async Task<long> DeadlocksAsync()
    {
        const string Count = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
        var orders = await _app.Databases.QueryAsync(ValerixApp.OrdersDb, Count, row => row.GetInt64(0));
        var inventory = await _app.Databases.QueryAsync(ValerixApp.InventoryDb, Count, row => row.GetInt64(0));
        return orders.Single() + inventory.Single();
    }
}
