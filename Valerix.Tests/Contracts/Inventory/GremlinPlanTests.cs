using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>The gremlin's plan, and which calls it counts.</summary>
[Collection(LabSystem.Name)]
public sealed class GremlinPlanTests(LabApp shared) : IAsyncLifetime
{
    private static readonly GremlinMessage _off = new() { Latency = new(0, 0), Error = new(0), Drop = new(0), Crash = new(0) };

    private readonly InventoryClient _inventory = shared.App.Inventory;

    public async Task InitializeAsync() => await DisposeAsync();

    public async Task DisposeAsync() => (await _inventory.DeleteGremlinAsync()).ShouldHave(HttpStatusCode.OK);

    [Fact]
    public async Task It_is_set_read_and_taken_back()
    {
        var plan = new GremlinMessage { Latency = new(5_000, 60_000), Error = new(7_000), Drop = new(10_000), Crash = new(50_000) };

        (await _inventory.GetGremlinAsync()).Read<GremlinMessage>().ShouldBe(_off);
        (await _inventory.PutGremlinAsync(plan)).Read<GremlinMessage>().ShouldBe(plan);
        (await _inventory.GetGremlinAsync()).Read<GremlinMessage>().ShouldBe(plan);
        (await _inventory.DeleteGremlinAsync()).Read<GremlinMessage>().ShouldBe(_off);
        (await _inventory.GetGremlinAsync()).Read<GremlinMessage>().ShouldBe(_off);
    }

    [Fact]
    public async Task A_fault_that_is_not_named_is_off()
    {
        (await _inventory.PutGremlinAsync(new { drop = new { every = 10_000 } })).ShouldHave(HttpStatusCode.OK);
        (await _inventory.PutGremlinAsync(new { latency = new { every = 5_000, delayMs = 1 }, error = (object?)null })).ShouldHave(HttpStatusCode.OK);

        (await _inventory.GetGremlinAsync()).Read<GremlinMessage>().ShouldBe(_off with { Latency = new(5_000, 1) });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"eror":{"every":1}}""")]
    [InlineData("""{"error":1}""")]
    [InlineData("""{"error":{}}""")]
    [InlineData("""{"error":{"every":null}}""")]
    [InlineData("""{"error":{"every":-1}}""")]
    [InlineData("""{"error":{"every":1.5}}""")]
    [InlineData("""{"error":{"every":"1"}}""")]
    [InlineData("""{"error":{"every":2147483648}}""")]
    [InlineData("""{"drop":{"every":-1}}""")]
    [InlineData("""{"crash":{"every":-1}}""")]
    [InlineData("""{"latency":{"every":-1,"delayMs":1}}""")]
    [InlineData("""{"latency":{"every":1}}""")]
    [InlineData("""{"latency":{"every":1,"delayMs":-1}}""")]
    [InlineData("""{"latency":{"every":1,"delayMs":60001}}""")]
    [InlineData("""{"latency":{"every":1,"delayMs":"1"}}""")]
    public async Task A_plan_that_makes_no_sense_is_refused(string body)
    {
        var before = await Footprint.OfAsync(shared.App);

        (await _inventory.PutGremlinAsync(body)).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    [Fact]
    public async Task Calls_that_can_change_stock_are_counted_and_no_others()
    {
        var (sku, order) = (await _inventory.StockedAsync(10), Guid.CreateVersion7());
        (await _inventory.PutGremlinAsync(new { crash = new { every = 10_000 } })).ShouldHave(HttpStatusCode.OK);

        await ShouldBeCountedAsync(0, await _inventory.GetGremlinAsync(), HttpStatusCode.OK);
        await ShouldBeCountedAsync(1, await _inventory.AddStockAsync(sku, Unique.Key(), 1), HttpStatusCode.OK);
        await ShouldBeCountedAsync(2, await _inventory.ReserveAsync(order, null, (sku, 1)), HttpStatusCode.Created);
        await ShouldBeCountedAsync(3, await _inventory.ReserveAsync(order, null, (sku, 1)), HttpStatusCode.OK);
        await ShouldBeCountedAsync(4, await _inventory.ReserveAsync(order, null, (sku, 2)), HttpStatusCode.Conflict);
        await ShouldBeCountedAsync(5, await _inventory.CommitAsync(order), HttpStatusCode.OK);
        await ShouldBeCountedAsync(6, await _inventory.ReleaseAsync(Guid.CreateVersion7()), HttpStatusCode.OK);

        await ShouldBeCountedAsync(6, await _inventory.ReserveAsync(order, null), HttpStatusCode.BadRequest);
        await ShouldBeCountedAsync(6, await _inventory.AddStockAsync(sku, null, 1), HttpStatusCode.BadRequest);
        await ShouldBeCountedAsync(6, await _inventory.Service.SendAsOperatorAsync(HttpMethod.Put, $"/reservations/{order}", "nonsense"), HttpStatusCode.BadRequest);
        await ShouldBeCountedAsync(6, await _inventory.Service.SendAsync(HttpMethod.Post, $"/reservations/{order}/commit"), HttpStatusCode.Unauthorized);
        await ShouldBeCountedAsync(6, await _inventory.PutProductAsync(sku, new { name = "n", unitPrice = 1 }), HttpStatusCode.OK);
        await ShouldBeCountedAsync(6, await _inventory.GetReservationAsync(order), HttpStatusCode.OK);
        await ShouldBeCountedAsync(6, await _inventory.MovementsAsync(sku), HttpStatusCode.OK);
    }

    [Fact]
    public void The_configured_plan_is_in_force_from_the_start() =>
        shared.PlanAtStart.ShouldBe(_off with { Error = new(LabApp.ConfiguredEvery) });

    [LinuxFact]
    public async Task A_restart_brings_back_neither_the_configured_plan_nor_the_count()
    {
        var plan = _off with { Drop = new(10_000) };
        (await _inventory.PutGremlinAsync(plan)).ShouldHave(HttpStatusCode.OK);
        await ShouldBeCountedAsync(1, await _inventory.ReleaseAsync(Guid.CreateVersion7()), HttpStatusCode.OK);

        await shared.App.Processes.KillAsync(ValerixApp.InventoryApi);
        await shared.App.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");

        (await _inventory.GetGremlinAsync()).Read<GremlinMessage>().ShouldBe(plan);
        await ShouldBeCountedAsync(2, await _inventory.ReleaseAsync(Guid.CreateVersion7()), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Setting_a_plan_restarts_the_count()
    {
        for (var time = 0; time < 2; time++)
        {
            (await _inventory.PutGremlinAsync(new { error = new { every = 3 } })).ShouldHave(HttpStatusCode.OK);
            await ShouldBeCountedAsync(1, await _inventory.ReleaseAsync(Guid.CreateVersion7()), HttpStatusCode.OK);
            await ShouldBeCountedAsync(2, await _inventory.ReleaseAsync(Guid.CreateVersion7()), HttpStatusCode.OK);
        }

        await ShouldBeCountedAsync(3, await _inventory.ReleaseAsync(Guid.CreateVersion7()), HttpStatusCode.InternalServerError);
    }

    private async Task ShouldBeCountedAsync(int calls, Answer answer, HttpStatusCode expected)
    {
        answer.ShouldHave(expected);
        (await _inventory.GetGremlinAsync()).Header("Gremlin-Calls").ShouldBe($"{calls}");
    }
}
