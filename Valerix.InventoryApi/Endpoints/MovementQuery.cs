using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>Which part of a product's ledger to read.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Limit">How many entries at most.</param>
/// <param name="Before">Only entries older than this one.</param>
/// <param name="AsOf">Only entries up to this time.</param>
internal sealed record MovementQuery(string Sku, int Limit, long? Before, DateTimeOffset? AsOf)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>Reads the query; null, with <paramref name="problem"/> saying why, when it makes no sense.</summary>
    public static MovementQuery? Read(string sku, int? limit, string? cursor, string? asOf, out ProblemHttpResult? problem)
    {
        long before = default;
        DateTimeOffset time = default;
        problem = new InputErrors()
            .Require(Domain.Sku.IsValid(sku), "sku", Domain.Sku.Rule)
            .Require(limit is null or (>= 1 and <= MaxLimit), "limit", $"must be from 1 to {MaxLimit}.")
            .Require(cursor is null || Cursor.TryDecode(cursor, out before), "cursor", "must be the 'next' of an earlier page.")
            .Require(asOf is null || Rfc3339.TryParse(asOf, out time), "asOf", Rfc3339.Rule)
            .Problem;
        return problem is not null ? null : new(
            sku,
            limit ?? DefaultLimit,
            cursor is null ? null : before,
            asOf is null ? null : time);
    }
}
