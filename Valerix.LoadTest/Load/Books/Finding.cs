namespace Valerix.LoadTest.Load.Books;

/// <summary>One thing that must hold, and what was found.</summary>
/// <param name="Rule">A sentence.</param>
/// <param name="Looked">At how many things, for example "1,000 orders".</param>
/// <param name="Violations">Each with its numbers; the first ones, when there are very many.</param>
/// <param name="Count">How many violations there are.</param>
internal sealed record Finding(string Rule, string Looked, IReadOnlyList<string> Violations, int Count)
{
    /// <summary>Enough to see what is wrong.</summary>
    public const int MaxListed = 50;

    public bool IsBroken => Count > 0;

    public static Finding Of(string rule, string looked, IEnumerable<string> violations)
    {
        var all = violations.ToList();
        return new(rule, looked, [.. all.Take(MaxListed)], all.Count);
    }
}
