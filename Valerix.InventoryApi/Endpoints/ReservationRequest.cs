using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>What an order wants held.</summary>
/// <param name="Lines">At least one. A sku named twice is summed; after that at most 100 skus, at most a million pieces of each.</param>
/// <param name="HoldSeconds">After how many seconds the hold lapses by itself, at most a day; null means never.</param>
internal sealed record ReservationRequest(IReadOnlyList<ReservationRequestLine?>? Lines, int? HoldSeconds)
{
    private const int MaxSkus = 100;
    private const int MaxQuantity = 1_000_000;
    private const int MaxHoldSeconds = 86_400;

    /// <summary>Makes a command of the request; null, with <paramref name="problem"/> saying why, when it makes no sense.</summary>
    public ReservationCommand.Reserve? ToCommand(Guid orderId, out ProblemHttpResult? problem)
    {
        var errors = new InputErrors()
            .Require(Lines is { Count: > 0 }, "lines", "must have at least one line.")
            .Require(HoldSeconds is null or (>= 1 and <= MaxHoldSeconds), "holdSeconds", $"must be null or from 1 to {MaxHoldSeconds}.");
        CheckEachLine(errors);
        problem = errors.Problem;
        if (problem is not null) return null;

        var summed = Lines!
            .GroupBy(line => line!.Sku!, (sku, same) => (Sku: sku, Quantity: same.Sum(line => (long)line!.Quantity!.Value)))
            .OrderBy(line => line.Sku, StringComparer.Ordinal)
            .ToArray();
        problem = errors
            .Require(summed.Length <= MaxSkus, "lines", $"must name at most {MaxSkus} skus.")
            .Require(summed.All(line => line.Quantity <= MaxQuantity), "lines", $"must ask for at most {MaxQuantity} pieces of each sku.")
            .Problem;
        return problem is not null ? null : new(
            orderId,
            [.. summed.Select(line => new RequestedLine(line.Sku, (int)line.Quantity))],
            HoldSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    private void CheckEachLine(InputErrors errors)
    {
        for (var i = 0; i < (Lines?.Count ?? 0); i++)
        {
            if (!Sku.IsValid(Lines![i]?.Sku)) errors.Add($"lines[{i}].sku", Sku.Rule);
            if (Lines[i]?.Quantity is not (>= 1 and <= MaxQuantity)) errors.Add($"lines[{i}].quantity", $"must be a whole number from 1 to {MaxQuantity}.");
        }
    }
}

/// <summary>So many pieces of a sku.</summary>
internal sealed record ReservationRequestLine(string? Sku, int? Quantity);
