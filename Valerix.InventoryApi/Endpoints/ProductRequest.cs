using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>What an operator says about a product.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="UnitPrice">0 to 10,000,000 with at most two decimals.</param>
internal sealed record ProductRequest(string? Name, decimal? UnitPrice)
{
    private const decimal MaxUnitPrice = 10_000_000;

    public ProblemHttpResult? Validate(string sku) => new InputErrors()
        .Require(Sku.IsValid(sku), "sku", Sku.Rule)
        .RequireText(Name, "name", Product.MaxNameLength)
        .Require(
            UnitPrice is >= 0 and <= MaxUnitPrice && decimal.Round(UnitPrice.Value, 2) == UnitPrice,
            "unitPrice",
            "must be a number from 0 to 10000000 with at most two decimals.")
        .Problem;
}
