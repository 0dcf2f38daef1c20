using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Validation;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Stock;

/// <summary>Which part of a product's ledger to read.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Limit">How many entries at most.</param>
/// <param name="Before">Only entries older than this one.</param>
/// <param name="AsOf">Only entries up to this time.</param>
internal sealed record MovementQuery(string Sku, int Limit, long? Before, DateTimeOffset? AsOf)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    // RFC 3339: the offset is part of it, for a time without one is anybody's guess.
    private static readonly string[] _timeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Reads the query; null, with <paramref name="problem"/> saying why, when it makes no sense.</summary>
    public static MovementQuery? Read(string sku, int? limit, string? cursor, string? asOf, out ProblemHttpResult? problem)
    {
        long before = default;
        DateTimeOffset time = default;
        problem = new InputErrors()
            .Require(Products.Sku.IsValid(sku), "sku", Products.Sku.Rule)
            .Require(limit is null or (>= 1 and <= MaxLimit), "limit", $"must be from 1 to {MaxLimit}.")
            .Require(cursor is null || Cursor.TryDecode(cursor, out before), "cursor", "must be the 'next' of an earlier page.")
            .Require(
                asOf is null || DateTimeOffset.TryParseExact(asOf, _timeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time),
                "asOf",
                "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z; in a URL, write the + of an offset as %2B.")
            .Problem;
        return problem is not null ? null : new(
            sku,
            limit ?? DefaultLimit,
            cursor is null ? null : before,
            asOf is null ? null : time.ToUniversalTime());
    }
}
