using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Orders;

[Collection(WholeSystem.Name)]
public sealed class ReadingOrdersTests(SharedApp shared)
{
    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task An_order_that_is_not_there_is_not_found()
    {
        var id = Guid.CreateVersion7();
        (await _app.Orders.GetAsync(id)).ShouldBeProblem(HttpStatusCode.NotFound, "order-not-found");
        (await _app.Orders.Service.GetAsync($"/orders/{id}/events")).ShouldBeProblem(HttpStatusCode.NotFound, "order-not-found");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("42")]
    [InlineData("0197a0d4-0000-7000-8000-00000000000g")]
    [InlineData("'; DROP TABLE orders; --")]
    public async Task An_id_that_is_no_UUID_is_refused(string id)
    {
        var escaped = Uri.EscapeDataString(id);
        (await _app.Orders.Service.GetAsync($"/orders/{escaped}")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await _app.Orders.Service.GetAsync($"/orders/{escaped}/events")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task A_list_is_newest_first_and_comes_in_pages()
    {
        var (customer, ids) = await PlaceAsync(5);

        var seen = new List<Guid>();
        var cursor = "";
        for (var page = 1; page <= 3; page++)
        {
            var read = (await _app.Orders.ListAsync($"?customerId={customer}&limit=2{cursor}")).Read<PageMessage<OrderMessage>>();
            seen.AddRange(read.Items.Select(order => order.Id));
            (read.Next is null).ShouldBe(page == 3);
            cursor = $"&cursor={read.Next}";
        }

        seen.ShouldBe(ids.Reverse());
    }

    [Fact]
    public async Task A_page_that_holds_the_last_order_names_no_next_one()
    {
        var (customer, ids) = await PlaceAsync(2);
        var page = (await _app.Orders.ListAsync($"?customerId={customer}&limit=2")).Read<PageMessage<OrderMessage>>();
        page.Items.Count.ShouldBe(ids.Count);
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_list_can_be_of_one_customer_and_one_status()
    {
        var (customer, ids) = await PlaceAsync(2);
        (await _app.Orders.ShipAsync(ids[0])).ShouldHave(HttpStatusCode.OK);

        var shipped = (await _app.Orders.ListAsync($"?customerId={customer}&status=Shipped")).Read<PageMessage<OrderMessage>>();
        var cancelled = (await _app.Orders.ListAsync($"?customerId={customer}&status=Cancelled")).Read<PageMessage<OrderMessage>>();
        var nobody = (await _app.Orders.ListAsync($"?customerId={Unique.Customer()}")).Read<PageMessage<OrderMessage>>();

        shipped.Items.ShouldHaveSingleItem().ShouldBeEquivalentTo(await _app.Orders.ReadAsync(ids[0]));
        cancelled.Items.ShouldBeEmpty();
        nobody.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("limit=1")]
    [InlineData("limit=200")]
    [InlineData("status=NeedsAttention")]
    [InlineData("")]
    public async Task Good_queries_are_answered(string query) => (await _app.Orders.ListAsync($"?{query}")).Read<PageMessage<OrderMessage>>();

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=201")]
    [InlineData("limit=99999999999")]
    [InlineData("limit=ten")]
    [InlineData("limit=1.5")]
    [InlineData("status=Lost")]
    [InlineData("status=0")]
    [InlineData("status=Pending,Confirmed")]
    [InlineData("status=%00")]
    [InlineData("cursor=nonsense")]
    [InlineData("cursor=AAAAAAAAAAE")]
    [InlineData("cursor=%00")]
    [InlineData("customerId=%00")]
    [InlineData("customerId=c%0A")]
    [InlineData("customerId=ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc")]
    public async Task Bad_queries_are_refused(string query) =>
        (await _app.Orders.ListAsync($"?{query}")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

    [Fact]
    public async Task The_timeline_tells_every_state_and_every_attempt_oldest_first()
    {
        var (_, ids) = await PlaceAsync(1);
        (await _app.Orders.ShipAsync(ids[0])).ShouldHave(HttpStatusCode.OK);

        var events = await _app.Orders.EventsAsync(ids[0]);

        events.Select(entry => entry.Type).ShouldBe(
            ["Pending", "ReserveAttempt", "Confirmed", "Shipping", "CommitAttempt", "Shipped"]);
        events.Select(entry => entry.At).ShouldBeInOrder();
        events.ShouldAllBe(entry => entry.Detail.Length > 0);
    }

    [Fact]
    public async Task The_timeline_of_a_refused_order_says_why()
    {
        var (sku, customer) = (await _app.Inventory.StockedAsync(1), Unique.Customer());
        (await _app.Orders.PlaceAsync(Unique.Key(), customer, (sku, 2))).ShouldHave(HttpStatusCode.Conflict);
        var order = (await _app.Orders.ListAsync($"?customerId={customer}")).Read<PageMessage<OrderMessage>>().Items.ShouldHaveSingleItem();

        var last = (await _app.Orders.EventsAsync(order.Id))[^1];

        last.Type.ShouldBe("Rejected");
        last.Detail.ShouldContain("stock");
    }

    private async Task<(string Customer, IReadOnlyList<Guid> Ids)> PlaceAsync(int count)
    {
        var (sku, customer) = (await _app.Inventory.StockedAsync(count), Unique.Customer());
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            ids.Add((await _app.Orders.PlaceAsync(Unique.Key(), customer, (sku, 1))).Read<OrderMessage>(HttpStatusCode.Created).Id);
        }

        return (customer, ids);
    }
}
