using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

[Collection(WholeSystem.Name)]
public sealed class StockTests(SharedApp shared)
{
    private readonly InventoryClient _inventory = shared.App.Inventory;

    [Fact]
    public async Task Stock_is_received_and_adjusted()
    {
        var sku = await _inventory.StockedAsync(0);
        (await _inventory.AddStockAsync(sku, Unique.Key(), 10)).Read<ProductMessage>().OnHand.ShouldBe(10);
        (await _inventory.AddStockAsync(sku, Unique.Key(), -4, "two boxes fell down")).Read<ProductMessage>().OnHand.ShouldBe(6);
    }

    [Fact]
    public async Task The_same_call_again_moves_nothing()
    {
        var (sku, key) = (await _inventory.StockedAsync(0), Unique.Key());
        (await _inventory.AddStockAsync(sku, key, 10)).ShouldHave(HttpStatusCode.OK);

        (await _inventory.AddStockAsync(sku, $"\"{key}\"", 10)).Read<ProductMessage>().OnHand.ShouldBe(10);
    }

    [Fact]
    public async Task The_same_call_twenty_times_at_once_moves_once()
    {
        var (sku, key) = (await _inventory.StockedAsync(0), Unique.Key());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _inventory.AddStockAsync(sku, key, 10)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        (await _inventory.ProductAsync(sku)).OnHand.ShouldBe(10);
    }

    [Theory]
    [InlineData("another quantity")]
    [InlineData("another sku")]
    [InlineData("another reason")]
    public async Task The_same_key_for_something_else_is_refused(string what)
    {
        var (sku, other, key) = (await _inventory.StockedAsync(0), await _inventory.StockedAsync(0), Unique.Key());
        (await _inventory.AddStockAsync(sku, key, 10)).ShouldHave(HttpStatusCode.OK);
        var before = await Footprint.OfAsync(shared.App);

        var answer = what switch
        {
            "another quantity" => await _inventory.AddStockAsync(sku, key, 11),
            "another sku" => await _inventory.AddStockAsync(other, key, 10),
            _ => await _inventory.AddStockAsync(sku, key, 10, "another reason"),
        };

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_reserved_can_not_be_taken_out()
    {
        var sku = await _inventory.StockedAsync(10);
        (await _inventory.ReserveAsync(Guid.CreateVersion7(), null, (sku, 4))).ShouldHave(HttpStatusCode.Created);
        var before = await Footprint.OfAsync(shared.App);

        var refused = (await _inventory.AddStockAsync(sku, Unique.Key(), -7)).ShouldBeProblem(HttpStatusCode.Conflict, "insufficient-stock");

        refused.Items<ShortageMessage>("shortages").ShouldBe([new() { Sku = sku, Requested = 7, Available = 6 }]);
        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
        (await _inventory.AddStockAsync(sku, Unique.Key(), -6)).Read<ProductMessage>().Available.ShouldBe(0);
    }

    [Fact]
    public async Task Stock_of_a_product_that_is_not_there_can_not_move() =>
        (await _inventory.AddStockAsync(Unique.Sku(), Unique.Key(), 1)).ShouldBeProblem(HttpStatusCode.NotFound, "unknown-sku");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"reason":"r"}""")]
    [InlineData("""{"quantity":null,"reason":"r"}""")]
    [InlineData("""{"quantity":0,"reason":"r"}""")]
    [InlineData("""{"quantity":1.5,"reason":"r"}""")]
    [InlineData("""{"quantity":"1","reason":"r"}""")]
    [InlineData("""{"quantity":1000000001,"reason":"r"}""")]
    [InlineData("""{"quantity":-1000000001,"reason":"r"}""")]
    [InlineData("""{"quantity":9223372036854775807,"reason":"r"}""")]
    [InlineData("""{"quantity":-9223372036854775808,"reason":"r"}""")]
    [InlineData("""{"quantity":9223372036854775808,"reason":"r"}""")]
    [InlineData("""{"quantity":1}""")]
    [InlineData("""{"quantity":1,"reason":null}""")]
    [InlineData("""{"quantity":1,"reason":""}""")]
    [InlineData("""{"quantity":1,"reason":7}""")]
    [InlineData("""{"quantity":1,"reason":"r\u0000"}""")]
    public async Task A_body_that_can_not_be_a_movement_is_refused(string body)
    {
        var sku = await _inventory.StockedAsync(10);
        var before = await Footprint.OfAsync(shared.App);

        var answer = await _inventory.Service.SendAsOperatorAsync(HttpMethod.Post, $"/products/{sku}/stock", body, Unique.Key());

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    [Theory]
    [InlineData(null, "idempotency-key-missing")]
    [InlineData("", "idempotency-key-missing")]
    [InlineData("\"never closed", "validation")]
    public async Task Without_a_good_key_nothing_moves(string? key, string problem)
    {
        var sku = await _inventory.StockedAsync(10);
        (await _inventory.AddStockAsync(sku, key, 1)).ShouldBeProblem(HttpStatusCode.BadRequest, problem);
        (await _inventory.ProductAsync(sku)).OnHand.ShouldBe(10);
    }
}
