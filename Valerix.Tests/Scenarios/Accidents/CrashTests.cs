using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>Processes that are gone from one moment to the next while orders flow.</summary>
[Collection(BreakableSystem.Name)]
public sealed class CrashTests(BreakableApp breakable)
{
    private const int Plenty = 1_000_000;

    /// <summary>From the death to being healthy again: the first restart comes at once, the next ones later.</summary>
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = breakable.App;

    [LinuxFact]
    public async Task Killing_Inventory_loses_nothing_and_orders_are_taken_all_the_while()
    {
        var sku = await _app.Inventory.StockedAsync(Plenty);
        var flow = new OrderFlow(_app, sku);
        await using (flow)
        {
            for (var i = 0; i < 2; i++)
            {
                await flow.MoreAsync(20);
                await KillAsync(ValerixApp.InventoryApi);
                await flow.MoreAsync(20);
                await _app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
            }

            await Eventually.Async(_ => Task.FromResult(flow.Answers.Last().Status == HttpStatusCode.Created), _bound, "orders are confirmed again");
        }

        flow.Unanswered.ShouldBeEmpty();
        flow.Answers.Where(answer => answer.Status is not (HttpStatusCode.Created or HttpStatusCode.Accepted)).ShouldBeEmpty();
        await Invariants.ShouldHoldAsync(_app, flow.Acknowledged, soldByOrdersOnly: [sku]);
    }

    [LinuxFact]
    public async Task Killing_the_Order_API_loses_no_order_that_was_acknowledged_and_leaks_no_stock()
    {
        var sku = await _app.Inventory.StockedAsync(Plenty);
        var flow = new OrderFlow(_app, sku);
        await using (flow)
        {
            await flow.MoreAsync(20);
            await KillAsync(ValerixApp.OrderApi);
            await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
            await flow.MoreAsync(20);
        }

        await Invariants.ShouldHoldAsync(_app, flow.Acknowledged, soldByOrdersOnly: [sku]);

        // Who got no answer sends the same call again, and it makes one order whether or not the first one had made it.
        await Parallel.ForEachAsync(flow.Unanswered.Take(50), async (call, _) =>
        {
            var first = (await _app.Orders.PlaceAsync(call.Key, call.Customer, (sku, 1))).ShouldHave(HttpStatusCode.Created, HttpStatusCode.Accepted);
            var again = (await _app.Orders.PlaceAsync(call.Key, call.Customer, (sku, 1))).ShouldHave(HttpStatusCode.Created, HttpStatusCode.Accepted);
            again.Header("Idempotency-Replayed").ShouldBe("true");
            again.Read<OrderMessage>(again.Status).Id.ShouldBe(first.Read<OrderMessage>(first.Status).Id);
        });

        await Invariants.ShouldHoldAsync(_app, flow.Acknowledged, soldByOrdersOnly: [sku]);
    }

    /// <summary>Kills a service; returns when another process has taken its place.</summary>
    private async Task KillAsync(string service)
    {
        var before = await _app.Processes.PidAsync(service);
        await _app.Processes.KillAsync(service);
        await Eventually.Async(async _ => await _app.Processes.PidAsync(service) != before, _bound, $"{service} is started again");
    }
}
