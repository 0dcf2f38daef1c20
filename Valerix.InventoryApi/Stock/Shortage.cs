using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Stock;

/// <summary>More pieces were asked for than are available.</summary>
internal sealed record Shortage(string Sku, long Requested, long Available)
{
    /// <summary>The answer to a call that failed for <paramref name="shortages"/>.</summary>
    public static ProblemHttpResult Problem(IReadOnlyList<Shortage> shortages) => Problems.Of(
        StatusCodes.Status409Conflict,
        ProblemNames.InsufficientStock,
        $"Too little is available of {string.Join(", ", shortages)}. Nothing was changed.",
        new Dictionary<string, object?> { ["shortages"] = shortages });

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sku} ({Requested} asked for, {Available} there)");
}
