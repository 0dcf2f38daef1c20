using Valerix.Tests.Running;
using Xunit.Abstractions;

namespace Valerix.Tests.Scenarios.Chaos;

/// <summary>Inventory that commits and then dawdles, lies, hangs up or dies, while orders are placed and shipped.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class GremlinTests(ReplicatedApp replicated, ITestOutputHelper output)
{
    private const string Everything =
        """{"latency":{"every":5,"delayMs":5000},"error":{"every":10},"drop":{"every":10},"crash":{"every":50}}""";

    private readonly ValerixApp _app = replicated.App;

    [Fact]
    public Task Three_hundred_orders_under_everything_at_once() => ShouldSurviveAsync(Everything, orders: 300, atATime: 32, cancelEvery: 0);

    [Theory]
    [InlineData("""{"latency":{"every":4,"delayMs":5000}}""")]
    [InlineData("""{"error":{"every":4}}""")]
    [InlineData("""{"drop":{"every":4}}""")]
    [InlineData("""{"crash":{"every":15}}""")]
    public Task Sixty_orders_under_one_fault(string plan) => ShouldSurviveAsync(plan, orders: 60, atATime: 16, cancelEvery: 5);

    private async Task ShouldSurviveAsync(string plan, int orders, int atATime, int cancelEvery)
    {
        var load = await OrderLoad.PrepareAsync(_app, orders, atATime, cancelEvery);
        (await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Put, "/gremlin", plan)).ShouldHave(HttpStatusCode.OK);
        try
        {
            await load.RunAsync();
            output.WriteLine($"{await CallsAsync()} stock-changing calls, under {plan}");
        }
        finally
        {
            await CallOffAsync();
        }

        await Aftermath.ShouldBeCleanAsync(_app, load, output);
    }

    private async Task<string?> CallsAsync() => (await Eventually.ReadAsync(
        _ => _app.Inventory.Service.GetAsync("/gremlin"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10), "the gremlin counts")).Header("Gremlin-Calls");

    /// <summary>Its last crash may have taken the process that is asked.</summary>
    private Task CallOffAsync() => Eventually.Async(
        async _ => (await _app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Delete, "/gremlin")).Status == HttpStatusCode.OK,
        TimeSpan.FromSeconds(10),
        "the gremlin is called off");
}
