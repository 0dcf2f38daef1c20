using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>What the gremlin is in a system that was started otherwise; each has one of its own.</summary>
[Collection(BreakableSystem.Name)]
public sealed class GremlinSettingsTests
{
    private static readonly HttpMethod[] _methods = [HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Post, HttpMethod.Patch];

    [Fact]
    public async Task In_Production_there_is_none_whatever_was_left_in_the_database()
    {
        await using var app = await ValerixApp.StartAsync([("ASPNETCORE_ENVIRONMENT", "Production"), ("Gremlin__Plan__Error__Every", "1")]);
        await app.Databases.ExecuteAsync(
            ValerixApp.InventoryDb,
            """INSERT INTO gremlin (id, plan, counted_from) VALUES (1, '{"latency":{"every":0,"delayMs":0},"error":{"every":1},"drop":{"every":0},"crash":{"every":0}}', 0)""");

        foreach (var method in _methods)
        {
            (await app.Inventory.Service.SendAsync(method, "/gremlin")).ShouldHave(HttpStatusCode.NotFound);
            (await app.Inventory.Service.SendAsOperatorAsync(method, "/gremlin")).ShouldHave(HttpStatusCode.NotFound);
        }

        (await app.Inventory.Service.GetAsync("/openapi/v1.json")).ShouldHave(HttpStatusCode.OK).Body.ShouldNotContain("gremlin");
        var sku = await app.Inventory.StockedAsync(5);
        (await app.Inventory.ReserveAsync(Guid.CreateVersion7(), null, (sku, 1))).ShouldHave(HttpStatusCode.Created);
        (await app.Databases.QueryAsync(ValerixApp.InventoryDb, "SELECT is_called FROM gremlin_calls", row => row.GetBoolean(0))).ShouldBe([false]);
    }

    [LinuxFact]
    public async Task A_configured_plan_is_set_once_and_a_restart_does_not_set_it_again()
    {
        await using var app = await ValerixApp.StartAsync([("Gremlin__Plan__Crash__Every", "2")]);
        (await app.Inventory.GetGremlinAsync()).Read<GremlinMessage>().Crash.ShouldBe(new FaultMessage(2));

        (await app.Inventory.ReleaseAsync(Guid.CreateVersion7())).ShouldHave(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => app.Inventory.ReleaseAsync(Guid.CreateVersion7()));
        await app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
        (await app.Inventory.GetGremlinAsync()).Header("Gremlin-Calls").ShouldBe("2");

        (await app.Inventory.DeleteGremlinAsync()).ShouldHave(HttpStatusCode.OK);
        await app.Processes.KillAsync(ValerixApp.InventoryApi);
        await app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
        (await app.Inventory.GetGremlinAsync()).Read<GremlinMessage>().Crash.ShouldBe(new FaultMessage(0));
    }

    [Fact]
    public async Task All_replicas_count_together()
    {
        const int Calls = 20;
        await using var app = await ValerixApp.StartAsync("--Replicas=2");
        var sku = await app.Inventory.StockedAsync(0);
        (await app.Inventory.PutGremlinAsync(new { error = new { every = Calls } })).ShouldHave(HttpStatusCode.OK);

        // At once, so that each has a connection of its own and none of the replicas gets them all.
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => app.Inventory.AddStockAsync(sku, Unique.Key(), 1)));

        answers.Count(answer => answer.Status == HttpStatusCode.InternalServerError).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(Calls - 1);
        (await app.Inventory.ProductAsync(sku)).OnHand.ShouldBe(Calls);
    }
}
