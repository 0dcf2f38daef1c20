using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Shops;

namespace Valerix.LoadTest.Judging;

/// <summary>What a run brought to light about one shop.</summary>
internal sealed record Verdict
{
    /// <summary>The promise: three seconds, and a quarter of one for the way.</summary>
    public static TimeSpan LongestAnswer { get; } = TimeSpan.FromSeconds(3.25);

    public required string Shop { get; init; }

    public required RunCourse Course { get; init; }

    public required IReadOnlyList<OrderFate> Fates { get; init; }

    /// <summary>What was done for ids that belong to no order.</summary>
    public required StockEffect Strays { get; init; }

    /// <summary>Whether the warehouse's own books add up.</summary>
    public required bool BooksAgree { get; init; }

    public IEnumerable<Answer> Answers => Fates.SelectMany(fate => fate.Purchase.Answers);

    public TimeSpan SlowestAnswer => Answers.Select(answer => answer.Took).DefaultIfEmpty().Max();

    public int LateAnswers => Answers.Count(answer => answer.Took > LongestAnswer);

    public int Count(Func<OrderFate, bool> isSo) => Fates.Count(isSo);

    /// <summary>The promises that this shop did not keep, each with its figure; empty when it kept all of them.</summary>
    public IEnumerable<string> BrokenPromises()
    {
        (int Count, string What)[] promises =
        [
            (Count(fate => fate.IsLost), "acknowledged orders are lost"),
            (Count(fate => fate.IsDoubled), "orders took their stock more than once"),
            (Count(fate => fate.IsStuck), "orders are stuck, or hold stock for nobody"),
            (Count(fate => fate.IsContradicted), "orders are said to be what the ledger denies"),
            (Strays == StockEffect.None ? 0 : 1, "or more reservations belong to no order"),
            (LateAnswers, $"answers took longer than {LongestAnswer.TotalSeconds} s"),
            (Course.SettledAfter is null ? 1 : 0, "or more orders were under way for too long after the faults had stopped"),
            (BooksAgree ? 0 : 1, "product is not what its ledger adds up to"),
        ];
        return promises.Where(promise => promise.Count > 0).Select(promise => $"{promise.Count} {promise.What}");
    }
}

/// <summary>How a run went, by the clock.</summary>
/// <param name="SellingTook">From the first order to the last one's last answer.</param>
/// <param name="GremlinCalls">How many stock-changing calls the gremlin saw; null when it does not say.</param>
/// <param name="SettledAfter">How long after the gremlin was called off nothing was under way any more; null when that did not happen in time.</param>
internal sealed record RunCourse(TimeSpan SellingTook, long? GremlinCalls, TimeSpan? SettledAfter);
