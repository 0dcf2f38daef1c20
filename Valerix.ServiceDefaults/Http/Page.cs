namespace Valerix.ServiceDefaults.Http;

/// <summary>Part of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">What to send as <c>cursor</c> for the items that follow; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Makes pages.</summary>
public static class Page
{
    /// <summary>A page of <paramref name="limit"/> from rows that were read with one more than that.</summary>
    public static Page<T> From<T>(IReadOnlyList<T> rows, int limit, Func<T, string> cursor)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(cursor);
        return rows.Count <= limit ? new(rows, null) : new([.. rows.Take(limit)], cursor(rows[limit - 1]));
    }
}
