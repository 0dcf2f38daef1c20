using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Orders;

/// <summary>Ship, cancel and the status that can be put: from which state each is allowed, and what it does to the stock.</summary>
[Collection(WholeSystem.Name)]
public sealed class TransitionTests(SharedApp shared)
{
    private const int OnHand = 10;
    private const int Ordered = 3;

    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task Shipping_takes_the_stock_off_the_shelf_once_however_often_it_is_asked()
    {
        var (sku, id) = await ConfirmedAsync();

        for (var i = 0; i < 3; i++)
        {
            (await _app.Orders.ShipAsync(id)).Read<OrderMessage>().Status.ShouldBe("Shipped");
        }

        await StockShouldBeAsync(sku, OnHand - Ordered, reserved: 0);
    }

    [Fact]
    public async Task Cancelling_frees_the_stock_once_however_often_it_is_asked()
    {
        var (sku, id) = await ConfirmedAsync();

        for (var i = 0; i < 3; i++)
        {
            (await _app.Orders.CancelAsync(id)).Read<OrderMessage>().Status.ShouldBe("Cancelled");
        }

        await StockShouldBeAsync(sku, OnHand, reserved: 0);
    }

    [Fact]
    public async Task The_status_makes_the_same_transitions_under_one_address()
    {
        var (sku, id) = await ConfirmedAsync();
        (await _app.Orders.PutStatusAsync(id, "Shipped")).Read<OrderMessage>().Status.ShouldBe("Shipped");
        (await _app.Orders.PutStatusAsync(id, "Shipped")).Read<OrderMessage>().Status.ShouldBe("Shipped");
        (await _app.Orders.PutStatusAsync(id, "Delivered")).Read<OrderMessage>().Status.ShouldBe("Delivered");
        (await _app.Orders.PutStatusAsync(id, "Delivered")).Read<OrderMessage>().Status.ShouldBe("Delivered");
        await StockShouldBeAsync(sku, OnHand - Ordered, reserved: 0);

        var (other, otherId) = await ConfirmedAsync();
        (await _app.Orders.PutStatusAsync(otherId, "Cancelled")).Read<OrderMessage>().Status.ShouldBe("Cancelled");
        await StockShouldBeAsync(other, OnHand, reserved: 0);
    }

    [Fact]
    public async Task A_change_moves_updatedAt_and_a_repetition_does_not()
    {
        var (_, id) = await ConfirmedAsync();
        var confirmed = await _app.Orders.ReadAsync(id);

        var shipped = (await _app.Orders.ShipAsync(id)).Read<OrderMessage>();
        var again = (await _app.Orders.ShipAsync(id)).Read<OrderMessage>();

        string.CompareOrdinal(shipped.UpdatedAt, confirmed.UpdatedAt).ShouldBePositive();
        again.ShouldBeEquivalentTo(shipped);
        (await _app.Orders.EventsAsync(id)).Count(entry => entry.Type == "Shipped").ShouldBe(1);
    }

    [Theory]
    [InlineData("Confirmed", "Delivered")]
    [InlineData("Confirmed", "Pending")]
    [InlineData("Confirmed", "Rejected")]
    [InlineData("Confirmed", "NeedsAttention")]
    [InlineData("Rejected", "Shipped")]
    [InlineData("Rejected", "Cancelled")]
    [InlineData("Rejected", "Delivered")]
    [InlineData("Shipped", "Cancelled")]
    [InlineData("Shipped", "Confirmed")]
    [InlineData("Delivered", "Shipped")]
    [InlineData("Delivered", "Cancelled")]
    [InlineData("Cancelled", "Shipped")]
    [InlineData("Cancelled", "Delivered")]
    [InlineData("Cancelled", "Confirmed")]
    public async Task What_the_state_machine_does_not_allow_is_refused_and_changes_nothing(string from, string to)
    {
        var id = await InStateAsync(from);
        var before = await Footprint.OfAsync(_app);

        (await _app.Orders.PutStatusAsync(id, to)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");
        if (to == "Shipped") (await _app.Orders.ShipAsync(id)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");
        (await _app.Orders.RetryAsync(id)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");
        if (to == "Cancelled") (await _app.Orders.CancelAsync(id)).ShouldBeProblem(HttpStatusCode.Conflict, "invalid-transition");

        (await Footprint.OfAsync(_app)).ShouldBe(before);
        (await _app.Orders.ReadAsync(id)).Status.ShouldBe(from);
    }

    [Theory]
    [InlineData("""{"status":"Lost"}""")]
    [InlineData("""{"status":"shipped "}""")]
    [InlineData("""{"status":""}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":4}""")]
    [InlineData("""{"status":"4"}""")]
    [InlineData("""{"status":"Shipped, Delivered"}""")]
    [InlineData("""{"status":["Shipped"]}""")]
    [InlineData("""{"status":"Shipped\u0000"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_status_that_does_not_exist_is_refused(string body)
    {
        var (_, id) = await ConfirmedAsync();
        var before = await Footprint.OfAsync(_app);

        var answer = await _app.Orders.Service.SendAsOperatorAsync(HttpMethod.Put, $"/orders/{id}/status", body);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await Footprint.OfAsync(_app)).ShouldBe(before);
    }

    [Fact]
    public async Task An_order_that_is_not_there_can_not_be_changed()
    {
        var id = Guid.CreateVersion7();
        (await _app.Orders.ShipAsync(id)).ShouldBeProblem(HttpStatusCode.NotFound, "order-not-found");
        (await _app.Orders.CancelAsync(id)).ShouldBeProblem(HttpStatusCode.NotFound, "order-not-found");
        (await _app.Orders.RetryAsync(id)).ShouldBeProblem(HttpStatusCode.NotFound, "order-not-found");
        (await _app.Orders.PutStatusAsync(id, "Shipped")).ShouldBeProblem(HttpStatusCode.NotFound, "order-not-found");
    }

    [Fact]
    public async Task An_id_that_is_no_UUID_is_refused()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, "ship"), (HttpMethod.Post, "cancel"), (HttpMethod.Post, "retry"), (HttpMethod.Put, "status") })
        {
            var answer = await _app.Orders.Service.SendAsOperatorAsync(method, $"/orders/nonsense/{path}", new { status = "Shipped" });
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        }
    }

    private async Task<(string Sku, Guid Id)> ConfirmedAsync()
    {
        var sku = await _app.Inventory.StockedAsync(OnHand);
        return (sku, (await _app.Orders.ConfirmedAsync((sku, Ordered))).Id);
    }

    private async Task<Guid> InStateAsync(string status)
    {
        if (status == "Rejected") return await RejectedAsync();

        var (_, id) = await ConfirmedAsync();
        string[] path = status switch
        {
            "Confirmed" => [],
            "Delivered" => ["Shipped", "Delivered"],
            _ => [status],
        };
        foreach (var step in path)
        {
            (await _app.Orders.PutStatusAsync(id, step)).ShouldHave(HttpStatusCode.OK);
        }

        return id;
    }

    private async Task<Guid> RejectedAsync()
    {
        var customer = Unique.Customer();
        (await _app.Orders.PlaceAsync(Unique.Key(), customer, (await _app.Inventory.StockedAsync(1), 2))).ShouldHave(HttpStatusCode.Conflict);
        return (await _app.Orders.ListAsync($"?customerId={customer}")).Read<PageMessage<OrderMessage>>().Items.ShouldHaveSingleItem().Id;
    }

    private async Task StockShouldBeAsync(string sku, int onHand, int reserved)
    {
        var product = await _app.Inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved, product.Available).ShouldBe((onHand, reserved, onHand - reserved));
    }
}
