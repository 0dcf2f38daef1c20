using System.Text.Json;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

[Collection(WholeSystem.Name)]
public sealed class ProductTests(SharedApp shared)
{
    private readonly InventoryClient _inventory = shared.App.Inventory;

    [Fact]
    public async Task A_product_is_created_and_then_changed_and_keeps_its_stock()
    {
        var sku = Unique.Sku();
        var created = (await _inventory.PutProductAsync(sku, new { name = "Lamp", unitPrice = 10m })).Read<ProductMessage>(HttpStatusCode.Created);
        created.ShouldBe(new() { Sku = sku, Name = "Lamp", UnitPrice = 10m, OnHand = 0, Reserved = 0, Available = 0 });
        (await _inventory.AddStockAsync(sku, Unique.Key(), 7)).ShouldHave(HttpStatusCode.OK);

        var changed = (await _inventory.PutProductAsync(sku, new { name = "Better lamp", unitPrice = 12.5m })).Read<ProductMessage>();

        changed.ShouldBe(new() { Sku = sku, Name = "Better lamp", UnitPrice = 12.5m, OnHand = 7, Reserved = 0, Available = 7 });
        (await _inventory.ProductAsync(sku)).ShouldBe(changed);
    }

    [Fact]
    public async Task Every_product_is_in_the_list()
    {
        var sku = await _inventory.StockedAsync(3);

        var products = (await _inventory.Service.GetAsync("/products")).Read<IReadOnlyList<ProductMessage>>();

        products.ShouldContain(await _inventory.ProductAsync(sku));
        products.Select(product => product.Sku).ShouldBe(products.Select(product => product.Sku).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task There_is_something_to_buy_in_Development()
    {
        var console = await _inventory.ProductAsync("CONSOLE-1");
        console.Available.ShouldBePositive();
        console.UnitPrice.ShouldBePositive();
    }

    [Fact]
    public async Task Money_is_a_decimal_number()
    {
        var sku = Unique.Sku();
        (await _inventory.PutProductAsync(sku, """{"name":"Gum","unitPrice":0.07}""")).ShouldHave(HttpStatusCode.Created);
        (await _inventory.Service.GetAsync($"/products/{sku}")).Json.GetProperty("unitPrice").ValueKind.ShouldBe(JsonValueKind.Number);
        (await _inventory.ProductAsync(sku)).UnitPrice.ShouldBe(0.07m);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.01")]
    [InlineData("1.10")]
    [InlineData("10000000")]
    public async Task Good_prices_are_taken(string price) =>
        (await _inventory.PutProductAsync(Unique.Sku(), $$"""{"name":"x","unitPrice":{{price}}}""")).ShouldHave(HttpStatusCode.Created);

    [Fact]
    public async Task A_product_that_is_not_there_is_not_found() =>
        (await _inventory.Service.GetAsync($"/products/{Unique.Sku()}")).ShouldBeProblem(HttpStatusCode.NotFound, "unknown-sku");

    [Theory]
    [InlineData("a%20b")]
    [InlineData("a'b")]
    [InlineData("s%C3%BC")]
    [InlineData("sku%0A")]
    [InlineData("SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS")]
    public async Task A_sku_of_other_characters_is_refused(string sku)
    {
        var before = await Footprint.OfAsync(shared.App);

        (await _inventory.Service.GetAsync($"/products/{sku}")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await _inventory.PutProductAsync(sku, new { name = "x", unitPrice = 1 })).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await _inventory.AddStockAsync(sku, Unique.Key(), 1)).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await _inventory.MovementsAsync(sku)).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"unitPrice":1}""")]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"name":null,"unitPrice":1}""")]
    [InlineData("""{"name":"","unitPrice":1}""")]
    [InlineData("""{"name":" ","unitPrice":1}""")]
    [InlineData("""{"name":42,"unitPrice":1}""")]
    [InlineData("""{"name":"x\u0000","unitPrice":1}""")]
    [InlineData("""{"name":"x\ud800","unitPrice":1}""")]
    [InlineData("""{"name":"x","unitPrice":null}""")]
    [InlineData("""{"name":"x","unitPrice":"1"}""")]
    [InlineData("""{"name":"x","unitPrice":-0.01}""")]
    [InlineData("""{"name":"x","unitPrice":0.001}""")]
    [InlineData("""{"name":"x","unitPrice":10000000.01}""")]
    [InlineData("""{"name":"x","unitPrice":1e30}""")]
    [InlineData("""{"name":"x","unitPrice":1e-30}""")]
    [InlineData("""{"name":"x","unitPrice":1.000000000000000000000000000000001}""")]
    [InlineData("""{"name":"x","unitPrice":1,"unitPrice":2}""")]
    [InlineData("""{"name":"x\u202e","unitPrice":1}""")]
    [InlineData("""{"name":"x","unitPrice":1e999}""")]
    public async Task A_body_that_can_not_be_a_product_is_refused(string body)
    {
        var before = await Footprint.OfAsync(shared.App);

        (await _inventory.PutProductAsync(Unique.Sku(), body)).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        (await _inventory.PutProductAsync(Unique.Sku(), new { name = new string('n', 200), unitPrice = 1 })).ShouldHave(HttpStatusCode.Created);
        (await _inventory.PutProductAsync(Unique.Sku(), new { name = new string('n', 201), unitPrice = 1 }))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await _inventory.PutProductAsync(Unique.Sku(), new { name = new string('n', 70_000), unitPrice = 1 }))
            .ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "validation");
    }
}
