using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>A delivery, or an adjustment after a stock-taking.</summary>
/// <param name="Quantity">Pieces that come in, or go out if negative; not zero, at most a billion either way.</param>
/// <param name="Reason">Why, in 1 to 200 characters.</param>
internal sealed record StockRequest(long? Quantity, string? Reason)
{
    private const long MaxQuantity = 1_000_000_000;

    public ProblemHttpResult? Validate(string sku) => new InputErrors()
        .Require(Sku.IsValid(sku), "sku", Sku.Rule)
        .Require(
            Quantity is >= -MaxQuantity and <= MaxQuantity and not 0,
            "quantity",
            "must be a whole number from -1000000000 to 1000000000, but not 0.")
        .RequireText(Reason, "reason", Movement.MaxReasonLength)
        .Problem;
}
