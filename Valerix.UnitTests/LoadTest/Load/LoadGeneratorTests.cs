using Microsoft.Extensions.Time.Testing;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Selling;
using Valerix.LoadTest.Load;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.UnitTests.LoadTest.Load;

public sealed class LoadGeneratorTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task With_a_rate_an_order_waits_from_when_it_was_due_not_from_when_it_was_sent()
    {
        // Each answer takes ten seconds and there is one shopper at a time: the third, due after 2 s, is answered after 30 s.
        var traces = await SellAsync(rate: 1, orders: 3);

        traces.Select(trace => trace.Due.TotalSeconds).ShouldBe([0, 1, 2]);
        traces.Select(trace => trace.FirstTook.TotalSeconds).ShouldBe([10, 19, 28]);
        traces.ShouldAllBe(trace => trace.SlowestAnswer == TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Without_a_rate_each_order_is_due_when_the_one_before_is_answered()
    {
        var traces = await SellAsync(rate: null, orders: 3);

        traces.Select(trace => trace.Due.TotalSeconds).ShouldBe([0, 10, 20]);
        traces.ShouldAllBe(trace => trace.FirstTook == TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Nobody_orders_when_the_time_is_over()
    {
        var traces = await SellAsync(rate: 1, orders: 100, TimeSpan.FromSeconds(15));

        traces.Select(trace => trace.Number).ShouldBe([1, 2]);
    }

    private async Task<IReadOnlyList<OrderTrace>> SellAsync(double? rate, int orders, TimeSpan? duration = null)
    {
        var plan = new LoadPlan
        {
            Orders = orders, Duration = duration, Concurrency = 1, Rate = rate, Skus = 1, Stock = null, Ship = false, Gremlin = GremlinPlan.Off, Seed = 1,
        };
        using var shop = new PretendValerix(Cheat.None) { OnPlaced = () => _time.Advance(TimeSpan.FromSeconds(10)) };
        using var http = new HttpClient(shop, disposeHandler: false) { BaseAddress = new("http://valerix") };
        using var inventory = new InventoryClient(http);
        await inventory.StockAsync("SKU-1", "A thing", 1000, CancellationToken.None);
        using var client = new OrdersClient(http);
        var pace = new Pace(rate, _time);
        var driver = new OrderDriver(client, "run", new Baskets(1, ["SKU-1"]), ships: false, pace);
        var followUps = new FollowUpQueue(driver, pace);
        await using (followUps) return await new LoadGenerator(driver, followUps, pace, plan, new LoadProgress()).SellAsync(CancellationToken.None);
    }
}
