using Valerix.LoadTest.Judging;
using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Shops;

namespace Valerix.UnitTests.LoadTest;

public sealed class VerdictTests
{
    private static readonly RunCourse _settled = new(TimeSpan.FromSeconds(60), GremlinCalls: 100, SettledAfter: TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_shop_that_did_everything_right_broke_no_promise()
    {
        var verdict = await VerdictAsync(Standing.Shipped, new(Taken: 1, Held: 0));

        verdict.BrokenPromises().ShouldBeEmpty();
        verdict.LateAnswers.ShouldBe(0);
    }

    [Fact]
    public async Task Each_broken_promise_is_named_with_its_figure()
    {
        (await VerdictAsync(Standing.None, StockEffect.None)).BrokenPromises().ShouldBe(["1 acknowledged orders are lost"]);
        (await VerdictAsync(Standing.Shipped, new(Taken: 2, Held: 0))).BrokenPromises().ShouldBe(["1 orders took their stock more than once"]);
        (await VerdictAsync(Standing.Open, StockEffect.None)).BrokenPromises().ShouldHaveSingleItem().ShouldContain("stuck");
    }

    [Fact]
    public async Task What_no_order_accounts_for_breaks_promises_too()
    {
        var right = await VerdictAsync(Standing.Shipped, new(Taken: 1, Held: 0));

        (right with { Strays = new(Taken: 0, Held: 1) }).BrokenPromises().ShouldHaveSingleItem();
        (right with { BooksAgree = false }).BrokenPromises().ShouldHaveSingleItem();
        (right with { Course = _settled with { SettledAfter = null } }).BrokenPromises().ShouldHaveSingleItem();
    }

    private static async Task<Verdict> VerdictAsync(Standing standing, StockEffect effect)
    {
        var purchase = new Purchase(1, "c-1", "SKU-1", Quantity: 1);
        await purchase.AskAsync("order", () => Task.FromResult(true), _ => "yes", CancellationToken.None);
        purchase.Acknowledge();
        return new()
        {
            Shop = "A shop",
            Course = _settled,
            Fates = [new(purchase, standing, effect)],
            Strays = StockEffect.None,
            BooksAgree = true,
        };
    }
}
