using System.Text.Json;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Orders;

/// <summary>The stream of all orders' events, as a poller sees it.</summary>
[Collection(WholeSystem.Name)]
public sealed class EventStreamTests(SharedApp shared)
{
    private const string BatchMediaType = "application/cloudevents-batch+json";

    private const string Forgotten = "INSERT INTO order_events (order_id, type, at, detail) VALUES (gen_random_uuid(), 'Shipped', now(), 'Never committed.')";

    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task Every_change_of_an_order_comes_once_and_in_order()
    {
        var (_, position) = await ReadToEndAsync(after: null, limit: 1000);
        var sku = await _app.Inventory.StockedAsync(2);
        var delivered = (await _app.Orders.ConfirmedAsync((sku, 1))).Id;
        var cancelled = (await _app.Orders.ConfirmedAsync((sku, 1))).Id;
        (await _app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1))).ShouldHave(HttpStatusCode.Conflict);
        (await _app.Orders.ShipAsync(delivered)).ShouldHave(HttpStatusCode.OK);
        (await _app.Orders.PutStatusAsync(delivered, "Delivered")).ShouldHave(HttpStatusCode.OK);
        (await _app.Orders.CancelAsync(cancelled)).ShouldHave(HttpStatusCode.OK);

        var (events, _) = await ReadToEndAsync(position, limit: 2);

        TypesOf(delivered.ToString()).ShouldBe(["placed", "confirmed", "shipped", "delivered"]);
        TypesOf(cancelled.ToString()).ShouldBe(["placed", "confirmed", "cancelled"]);
        var rejected = events.First(entry => entry.Text("type") == "valerix.order.rejected.v1").Text("subject");
        TypesOf(rejected).ShouldBe(["placed", "rejected"]);
        events.Select(entry => entry.Text("id")).ShouldBeUnique();
        var line = events[0].GetProperty("data").GetProperty("lines").EnumerateArray().ShouldHaveSingleItem();
        (line.Text("sku"), line.GetProperty("quantity").GetInt32()).ShouldBe((sku, 1));

        IEnumerable<string> TypesOf(string subject) =>
            events.Where(entry => entry.Text("subject") == subject).Select(entry => entry.Text("type").Split('.')[2]);
    }

    [Fact]
    public async Task A_batch_is_a_bare_array_and_the_next_position_is_in_a_header()
    {
        await _app.Orders.ConfirmedAsync((await _app.Inventory.StockedAsync(1), 1));
        var page = (await ReadAsync("?limit=2")).Read<PageMessage<JsonElement>>();
        using var http = _app.CreateHttpClient(ValerixApp.OrderApi);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events?limit=2")
        {
            Headers = { { "Accept", BatchMediaType }, { "X-Api-Key", _app.OperatorKey } },
        };

        var batch = (await Answer.OfAsync(http, request, CancellationToken.None)).ShouldHave(HttpStatusCode.OK);

        batch.MediaType.ShouldBe(BatchMediaType);
        batch.Json.EnumerateArray().Select(entry => entry.GetRawText()).ShouldBe(page.Items.Select(entry => entry.GetRawText()));
        batch.Header("Link").ShouldBe($"</events?after={page.Next}&limit=2>; rel=\"next\"");
    }

    [Fact]
    public async Task A_transaction_that_stays_open_stops_the_readers_in_time_and_no_order()
    {
        var (_, position) = await ReadToEndAsync(after: null, limit: 1000);
        var sku = await _app.Inventory.StockedAsync(1);
        await using (await _app.Databases.HoldAsync(ValerixApp.OrdersDb, Forgotten))
        {
            var order = await _app.Orders.ConfirmedAsync((sku, 1));
            var refused = await ReadAsync($"?after={position}");

            refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            order.Status.ShouldBe("Confirmed");
        }

        var (events, _) = await ReadToEndAsync(position, limit: 1000);
        events.Select(entry => entry.Text("type")).ShouldBe(["valerix.order.placed.v1", "valerix.order.confirmed.v1"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=ten")]
    [InlineData("after=nonsense")]
    [InlineData("after=")]
    [InlineData("after=%00")]
    [InlineData("after=__________8")]
    [InlineData("after=f_________8")]
    public async Task Bad_queries_are_refused(string query) => (await ReadAsync($"?{query}")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

    private Task<Answer> ReadAsync(string query) => _app.Orders.Service.SendAsOperatorAsync(HttpMethod.Get, $"/events{query}");

    private async Task<(IReadOnlyList<JsonElement> Events, string Position)> ReadToEndAsync(string? after, int limit)
    {
        var events = new List<JsonElement>();
        for (var position = after; ;)
        {
            var query = position is null ? $"?limit={limit}" : $"?limit={limit}&after={position}";
            var page = (await ReadAsync(query)).Read<PageMessage<JsonElement>>();
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            events.AddRange(page.Items);
            position = page.Next.ShouldNotBeNull();
            if (page.Items.Count == 0) return (events, position);
        }
    }
}
