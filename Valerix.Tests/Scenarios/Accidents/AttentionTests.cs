using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

/// <summary>Orders that a person has to decide about: they are seen, nothing of them is dropped, and she can.</summary>
[Collection(BreakableSystem.Name)]
public sealed class AttentionTests(BreakableApp breakable)
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly ValerixApp _app = breakable.App;

    [Fact]
    public async Task Who_can_not_be_shipped_since_its_stock_was_released_is_seen_retried_and_cancelled()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var order = await _app.Orders.ConfirmedAsync((sku, 1));
        (await _app.Inventory.ReleaseAsync(order.Id)).ShouldHave(HttpStatusCode.OK);

        (await _app.Orders.ShipAsync(order.Id)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");
        await ShouldNeedAttentionAsync(order.Id, attempts: 1);
        var health = await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Degraded");
        health.Read<HealthMessage>().Checks["orders"].Data["ordersNeedingAttention"].GetInt64().ShouldBe(1);

        (await _app.Orders.RetryAsync(order.Id)).Read<OrderMessage>(HttpStatusCode.Accepted).Status.ShouldBe("Shipping");
        await ShouldNeedAttentionAsync(order.Id, attempts: 2);

        (await _app.Orders.CancelAsync(order.Id)).Read<OrderMessage>().Status.ShouldBe("Cancelled");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [Fact]
    public async Task Who_has_been_shipped_by_the_time_it_is_cancelled_is_shipped()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        var order = await _app.Orders.ConfirmedAsync((sku, 1));
        (await _app.Inventory.CommitAsync(order.Id)).ShouldHave(HttpStatusCode.OK);

        (await _app.Orders.CancelAsync(order.Id)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");

        (await _app.Orders.ReadAsync(order.Id)).Status.ShouldBe("Shipped");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [LinuxFact]
    public async Task An_order_whose_rows_make_no_sense_is_set_aside_and_stops_no_other()
    {
        const int Orders = 12;
        var sku = await _app.Inventory.StockedAsync(100);
        Guid[] placed;
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))));
            placed = [.. answers.Select(answer => answer.Read<OrderMessage>(HttpStatusCode.Accepted).Id)];
            await _app.Databases.ExecuteAsync(ValerixApp.OrdersDb, $"UPDATE order_steps SET refusal = '[]' WHERE order_id = '{placed[0]}'");
        }

        foreach (var id in placed[1..])
        {
            await Eventually.Async(async _ => (await _app.Orders.ReadAsync(id)).Status == "Confirmed", _bound, $"{id} is confirmed");
        }

        await Eventually.Async(async _ => (await _app.Orders.ReadAsync(placed[0])).Status == "NeedsAttention", _bound, "the bad one is set aside");
        (await _app.Orders.EventsAsync(placed[0]))[^1].Detail.ShouldBe("The refusal that is stored with the order's step can't be read.");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Degraded");

        (await _app.Orders.CancelAsync(placed[0])).Read<OrderMessage>().Status.ShouldBe("Cancelled");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [LinuxFact]
    public async Task Whose_attempts_were_spent_comes_right_when_it_is_retried()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        OrderMessage order;
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            order = (await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))).Read<OrderMessage>(HttpStatusCode.Accepted);
            // As the last attempt of many leaves it.
            await _app.Databases.ExecuteAsync(ValerixApp.OrdersDb, $"""
                UPDATE orders SET status = 'NeedsAttention', attention_from = 'Pending' WHERE id = '{order.Id}';
                UPDATE order_steps SET due_at = NULL, lease_until = NULL, lease_token = gen_random_uuid() WHERE order_id = '{order.Id}';
                """);
        }

        (await _app.Orders.RetryAsync(order.Id)).Read<OrderMessage>(HttpStatusCode.Accepted).Status.ShouldBe("Pending");
        await Invariants.ShouldSettleAsync(_app);

        (await _app.Orders.ReadAsync(order.Id)).Status.ShouldBe("Confirmed");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    [LinuxFact]
    public async Task Many_whose_attempts_were_spent_come_right_by_one_call()
    {
        const int Orders = 20;
        var sku = await _app.Inventory.StockedAsync(100);
        await using (await _app.Processes.SuspendAsync(ValerixApp.InventoryApi))
        {
            await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))));
            // As the last attempt of many leaves them.
            await _app.Databases.ExecuteAsync(ValerixApp.OrdersDb, """
                UPDATE orders SET status = 'NeedsAttention', attention_from = 'Pending' WHERE id IN (SELECT order_id FROM order_steps);
                UPDATE order_steps SET due_at = NULL, lease_until = NULL, lease_token = gen_random_uuid();
                """);
        }

        var some = await RetryAsync("?limit=5");
        (some.GetProperty("retried").GetInt32(), some.GetProperty("remaining").GetInt64()).ShouldBe((5, Orders - 5));
        await RetryAsync("");
        await Eventually.Async(async _ => await CountAsync("NeedsAttention") == 0 && await CountAsync("Pending") == 0, _bound, "all are confirmed");

        (await _app.Orders.Service.SendAsync(HttpMethod.Post, "/operations/retry")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await _app.Orders.Service.SendAsOperatorAsync(HttpMethod.Post, "/operations/retry?limit=0")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        await _app.ShouldBecomeAsync(ValerixApp.OrderApi, HttpStatusCode.OK, "Healthy");
        await Invariants.ShouldHoldAsync(_app, soldByOrdersOnly: [sku]);
    }

    private async Task<System.Text.Json.JsonElement> RetryAsync(string query) =>
        (await _app.Orders.Service.SendAsOperatorAsync(HttpMethod.Post, $"/operations/retry{query}")).ShouldHave(HttpStatusCode.OK).Json;

    private async Task<long> CountAsync(string status) => (await _app.Databases.QueryAsync(
        ValerixApp.OrdersDb, $"SELECT count(*) FROM orders WHERE status = '{status}'", row => row.GetInt64(0))).Single();

    private Task ShouldNeedAttentionAsync(Guid id, int attempts) => Eventually.Async(
        async _ => (await _app.Orders.ReadAsync(id)).Status == "NeedsAttention"
            && (await _app.Orders.EventsAsync(id)).Count(entry => entry.Type == "CommitAttempt") == attempts,
        _bound,
        "the order needs attention");
}
