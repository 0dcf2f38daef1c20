using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Running;
using Valerix.LoadTest.Shops;

namespace Valerix.LoadTest.Judging;

/// <summary>Holds what a shop says against the warehouse's ledger.</summary>
internal sealed class Judge(InventoryClient inventory)
{
    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(30);

    public async Task<Verdict> JudgeAsync(
        IShop shop, string sku, IReadOnlyList<Purchase> purchases, RunCourse course, CancellationToken cancellationToken)
    {
        var standings = new List<Standing>(purchases.Count);
        foreach (var purchase in purchases)
        {
            standings.Add(await AnswerAsync(token => shop.LookUpAsync(purchase, token), $"Where order {purchase.Number} is", cancellationToken));
        }

        var ledger = Ledger.Of(await AnswerAsync(token => inventory.ReadLedgerAsync(sku, token), "The ledger", cancellationToken));
        var product = await AnswerAsync(token => inventory.GetProductAsync(sku, token), "The product", cancellationToken);
        return new()
        {
            Shop = shop.Name,
            Course = course,
            Fates = [.. purchases.Zip(standings, (purchase, standing) => new OrderFate(purchase, standing, ledger.EffectOf(purchase.Ids)))],
            Strays = ledger.EffectOfOthers(purchases.SelectMany(purchase => purchase.Ids).ToHashSet()),
            BooksAgree = ledger.AgreesWith(product),
        };
    }

    private static Task<T> AnswerAsync<T>(Func<CancellationToken, Task<T>> call, string what, CancellationToken cancellationToken) =>
        Polling.AnswerAsync(call, _answerBound, what, cancellationToken);
}
