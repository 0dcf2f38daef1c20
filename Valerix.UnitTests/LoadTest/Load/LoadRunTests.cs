using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Selling;
using Valerix.LoadTest.Load;
using Valerix.LoadTest;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.UnitTests.LoadTest.Load;

public sealed class LoadRunTests
{
    private static readonly LoadPlan _plan = new()
    {
        Orders = 20,
        Duration = null,
        Concurrency = 4,
        Rate = null,
        Skus = 3,
        Stock = null,
        Ship = true,
        Gremlin = GremlinPlan.Off,
        Seed = 1,
    };

    [Fact]
    public async Task An_honest_shop_breaks_nothing()
    {
        var result = await RunAsync(Cheat.None);

        result.Findings.Where(finding => finding.IsBroken).ShouldBeEmpty();
        ExitCodes.Of(result.IsBroken, result.IsCutShort).ShouldBe(0);
        result.Traces.Count.ShouldBe(20);
        result.Traces.ShouldAllBe(trace => trace.Status == "Shipped" && trace.SettledAt != null && !trace.IsAffected);
    }

    [Theory]
    [InlineData(nameof(Cheat.TakesStockTwice), "Stock left the shelf exactly once")]
    [InlineData(nameof(Cheat.ForgetsAnOrder), "Every order that was acknowledged is there")]
    [InlineData(nameof(Cheat.MakesTwoOrdersOfOneKey), "One key, one order")]
    [InlineData(nameof(Cheat.MiscountsAProduct), "Each product has")]
    [InlineData(nameof(Cheat.HoldsStockForNobody), "No stock is held or gone for an order that nobody knows")]
    public async Task A_shop_that_breaks_its_word_is_found_out(string cheat, string rule)
    {
        var result = await RunAsync(Enum.Parse<Cheat>(cheat));

        result.Findings.Where(finding => finding.IsBroken).ShouldContain(finding => finding.Rule.StartsWith(rule));
        ExitCodes.Of(result.IsBroken, result.IsCutShort).ShouldBe(1);
    }

    [Fact]
    public async Task A_shopper_who_is_told_not_now_asks_again_with_the_same_key()
    {
        using var shop = new PretendValerix(Cheat.None);
        shop.FirstAnswers.Enqueue(HttpStatusCode.ServiceUnavailable);

        var result = await RunAsync(shop, _plan with { Orders = 1, Concurrency = 1 }, CancellationToken.None);

        shop.Keys.Distinct().ShouldHaveSingleItem();
        var trace = result.Affected.ShouldHaveSingleItem();
        trace.First.ShouldBe(FirstResponse.NotNow);
        trace.Status.ShouldBe("Shipped");
        trace.Attempts.Select(attempt => attempt.Said).ShouldBe(["503", "201 Confirmed", "200 Shipped"]);
        result.IsBroken.ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_is_ended_early_still_tells_what_it_found()
    {
        using var stop = new CancellationTokenSource();
        using var shop = new PretendValerix(Cheat.None) { OnPlaced = stop.Cancel };

        var result = await RunAsync(shop, _plan with { Orders = 1000, Concurrency = 1 }, stop.Token);

        result.IsCutShort.ShouldBeTrue();
        result.Traces.ShouldHaveSingleItem().Status.ShouldBe("Shipped");
        ExitCodes.Of(result.IsBroken, result.IsCutShort).ShouldBe(130);
    }

    private static async Task<LoadResult> RunAsync(Cheat cheat)
    {
        using var shop = new PretendValerix(cheat);
        return await RunAsync(shop, _plan, CancellationToken.None);
    }

    private static async Task<LoadResult> RunAsync(PretendValerix shop, LoadPlan plan, CancellationToken stop)
    {
        HttpClient Client() => new(shop, disposeHandler: false) { BaseAddress = new("http://valerix") };
        using var orders = new OrdersClient(Client());
        using var inventory = new InventoryClient(Client());
        using var gremlin = new GremlinClient(Client());
        return await new LoadRun(orders, inventory, gremlin, plan).RunAsync(new(), stop);
    }
}
