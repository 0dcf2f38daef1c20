using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Both;

/// <summary>What there is outside Development, and what there is not.</summary>
[Collection(BreakableSystem.Name)]
public sealed class ProductionTests(BreakableApp production)
{
    [Theory]
    [InlineData(ValerixApp.OrderApi)]
    [InlineData(ValerixApp.InventoryApi)]
    public async Task Health_and_OpenAPI_are_there(string service)
    {
        foreach (var path in new[] { "/alive", "/ready", "/health", "/openapi/v1.json" })
        {
            (await production.App.Service(service).GetAsync(path)).ShouldHave(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData(ValerixApp.OrderApi)]
    [InlineData(ValerixApp.InventoryApi)]
    public async Task The_page_that_makes_calls_is_not_there(string service)
    {
        foreach (var path in new[] { "/scalar", "/scalar/", "/scalar/scalar.js" })
        {
            (await production.App.Service(service).GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task There_is_nothing_to_buy_until_an_operator_says_so() =>
        (await production.App.Inventory.Service.GetAsync("/products/CONSOLE-1")).ShouldBeProblem(HttpStatusCode.NotFound, "unknown-sku");

    [Fact]
    public async Task The_gremlin_is_not_there()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            (await production.App.Inventory.Service.SendAsOperatorAsync(method, "/gremlin", method == HttpMethod.Put ? "{}" : null))
                .ShouldHave(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_plan_for_the_gremlin_that_was_left_in_the_database_strikes_nothing()
    {
        await production.App.Databases.ExecuteAsync(
            ValerixApp.InventoryDb,
            """INSERT INTO gremlin (id, plan, counted_from) VALUES (1, '{"latency":{"every":0,"delayMs":0},"error":{"every":1},"drop":{"every":0},"crash":{"every":0}}', 0)""");
        try
        {
            (await production.App.Inventory.ReleaseAsync(Guid.CreateVersion7())).ShouldHave(HttpStatusCode.OK);
            (await production.App.Databases.QueryAsync(ValerixApp.InventoryDb, "SELECT is_called FROM gremlin_calls", row => row.GetBoolean(0))).ShouldBe([false]);
        }
        finally
        {
            await production.App.Databases.ExecuteAsync(ValerixApp.InventoryDb, "DELETE FROM gremlin");
        }
    }

    [Theory]
    [InlineData(ValerixApp.OrderApi, "POST", "/orders")]
    [InlineData(ValerixApp.InventoryApi, "PUT", "/products/SKU-1")]
    public async Task Bad_input_is_explained_and_not_with_our_insides(string service, string method, string path)
    {
        var answer = await production.App.Service(service).SendAsOperatorAsync(new HttpMethod(method), path, "nonsense", Unique.Key());
        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
    }
}
