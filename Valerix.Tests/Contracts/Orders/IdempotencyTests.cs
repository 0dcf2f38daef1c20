using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Orders;

[Collection(WholeSystem.Name)]
public sealed class IdempotencyTests(SharedApp shared)
{
    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task The_same_call_again_answers_with_the_same_order()
    {
        var (sku, key, customer) = (await _app.Inventory.StockedAsync(5), Unique.Key(), Unique.Customer());
        var first = (await _app.Orders.PlaceAsync(key, customer, (sku, 2))).Read<OrderMessage>(HttpStatusCode.Created);

        var again = await _app.Orders.PlaceAsync(key, customer, (sku, 2));

        again.Header("Idempotency-Replayed").ShouldBe("true");
        again.Read<OrderMessage>(HttpStatusCode.Created).ShouldBeEquivalentTo(first);
        again.Headers.Location?.ToString().ShouldBe($"/orders/{first.Id}");
        (await _app.Inventory.ProductAsync(sku)).Reserved.ShouldBe(2);
    }

    [Fact]
    public async Task It_answers_with_the_order_s_present_state()
    {
        var (sku, key, customer) = (await _app.Inventory.StockedAsync(5), Unique.Key(), Unique.Customer());
        var first = (await _app.Orders.PlaceAsync(key, customer, (sku, 2))).Read<OrderMessage>(HttpStatusCode.Created);
        (await _app.Orders.ShipAsync(first.Id)).ShouldHave(HttpStatusCode.OK);

        var again = (await _app.Orders.PlaceAsync(key, customer, (sku, 2))).Read<OrderMessage>(HttpStatusCode.Created);

        (again.Id, again.Status).ShouldBe((first.Id, "Shipped"));
    }

    [Fact]
    public async Task A_refused_order_stays_refused_under_its_key_whatever_has_arrived_since()
    {
        var (sku, key, customer) = (await _app.Inventory.StockedAsync(1), Unique.Key(), Unique.Customer());
        (await _app.Orders.PlaceAsync(key, customer, (sku, 2))).ShouldBeProblem(HttpStatusCode.Conflict, "insufficient-stock");
        (await _app.Inventory.AddStockAsync(sku, Unique.Key(), 10)).ShouldHave(HttpStatusCode.OK);

        var again = await _app.Orders.PlaceAsync(key, customer, (sku, 2));

        again.ShouldBeProblem(HttpStatusCode.Conflict, "insufficient-stock");
        again.Header("Idempotency-Replayed").ShouldBe("true");
        (await _app.Inventory.ProductAsync(sku)).Reserved.ShouldBe(0);
        (await _app.Orders.ListAsync($"?customerId={customer}")).Read<PageMessage<OrderMessage>>().Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_quoted_and_the_bare_form_are_the_same_key()
    {
        var (sku, key, customer) = (await _app.Inventory.StockedAsync(5), Unique.Key(), Unique.Customer());
        var first = (await _app.Orders.PlaceAsync(key, customer, (sku, 1))).Read<OrderMessage>(HttpStatusCode.Created);

        var again = await _app.Orders.PlaceAsync($"\"{key}\"", customer, (sku, 1));

        again.Read<OrderMessage>(HttpStatusCode.Created).Id.ShouldBe(first.Id);
        again.Header("Idempotency-Replayed").ShouldBe("true");
    }

    [Fact]
    public async Task Keys_that_differ_in_case_are_two()
    {
        var (sku, key, customer) = (await _app.Inventory.StockedAsync(5), Unique.Key(), Unique.Customer());

        var lower = (await _app.Orders.PlaceAsync(key, customer, (sku, 1))).Read<OrderMessage>(HttpStatusCode.Created);
        var upper = (await _app.Orders.PlaceAsync(key.ToUpperInvariant(), customer, (sku, 1))).Read<OrderMessage>(HttpStatusCode.Created);

        upper.Id.ShouldNotBe(lower.Id);
    }

    [Fact]
    public async Task Lines_written_in_another_way_are_the_same_payload()
    {
        var (key, customer) = (Unique.Key(), Unique.Customer());
        var (one, two) = (await _app.Inventory.StockedAsync(5), await _app.Inventory.StockedAsync(5));
        var first = (await _app.Orders.PlaceAsync(key, customer, (one, 3), (two, 1))).Read<OrderMessage>(HttpStatusCode.Created);

        var again = (await _app.Orders.PlaceAsync(key, customer, (two, 1), (one, 1), (one, 2))).Read<OrderMessage>(HttpStatusCode.Created);

        again.Id.ShouldBe(first.Id);
    }

    [Theory]
    [InlineData("another customer")]
    [InlineData("another quantity")]
    [InlineData("another sku")]
    [InlineData("a line more")]
    public async Task The_same_key_with_another_payload_is_refused(string what)
    {
        var (key, customer) = (Unique.Key(), Unique.Customer());
        var (one, two) = (await _app.Inventory.StockedAsync(5), await _app.Inventory.StockedAsync(5));
        (await _app.Orders.PlaceAsync(key, customer, (one, 1))).ShouldHave(HttpStatusCode.Created);
        var before = await Footprint.OfAsync(_app);

        var answer = what switch
        {
            "another customer" => await _app.Orders.PlaceAsync(key, Unique.Customer(), (one, 1)),
            "another quantity" => await _app.Orders.PlaceAsync(key, customer, (one, 2)),
            "another sku" => await _app.Orders.PlaceAsync(key, customer, (two, 1)),
            _ => await _app.Orders.PlaceAsync(key, customer, (one, 1), (two, 1)),
        };

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await Footprint.OfAsync(_app)).ShouldBe(before);
    }

    public static TheoryData<string?, string> BadKeys => new()
    {
        { null, "idempotency-key-missing" },
        { "", "idempotency-key-missing" },
        { "   ", "idempotency-key-missing" },
        { "\"\"", "validation" },
        { "\"never closed", "validation" },
        { "\"closed\" too early", "validation" },
        { "\"bad \\escape\"", "validation" },
        { new string('k', 256), "validation" },
        { $"\"{new string('k', 256)}\"", "validation" },
    };

    [Theory, MemberData(nameof(BadKeys))]
    public async Task Without_a_good_key_nothing_is_ordered(string? key, string problem)
    {
        var sku = await _app.Inventory.StockedAsync(1);
        var before = await Footprint.OfAsync(_app);

        var answer = await _app.Orders.PlaceAsync($$"""{"customerId":"c","lines":[{"sku":"{{sku}}","quantity":1}]}""", key);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, problem);
        (await Footprint.OfAsync(_app)).ShouldBe(before);
    }

    [Fact]
    public async Task A_key_may_be_255_characters_long_and_odd()
    {
        var (sku, customer) = (await _app.Inventory.StockedAsync(5), Unique.Customer());
        var longest = Unique.Key().PadRight(255, '~');
        var odd = $"\"{Unique.Key()} ;=,\\\"\\\\%00'\"";

        foreach (var key in new[] { longest, odd })
        {
            var first = (await _app.Orders.PlaceAsync(key, customer, (sku, 1))).Read<OrderMessage>(HttpStatusCode.Created);
            var again = (await _app.Orders.PlaceAsync(key, customer, (sku, 1))).Read<OrderMessage>(HttpStatusCode.Created);
            again.Id.ShouldBe(first.Id);
        }
    }
}
