using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Gremlin;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.RateLimits;
using Examples = Valerix.InventoryApi.Endpoints.InventoryExamples;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>What comes in and goes out, and the ledger of it.</summary>
internal static class StockEndpoints
{
    public static RouteGroupBuilder MapStock(this IEndpointRouteBuilder routes)
    {
        var stock = routes.MapGroup("/products/{sku}").WithTags("Stock").LimitConcurrency().WithParameterExample("sku", Examples.Sku);

        stock.MapPost("/stock", AdjustAsync)
            .RequireOperatorKey()
            .WithGremlin()
            .WithName("adjustStock")
            .WithSummary("Receives or adjusts stock, once a key")
            .WithDescription("What orders have reserved can't be taken out. A refusal is not remembered: the same key may be tried again.")
            .WithParameterExample(IdempotencyKey.HeaderName, Examples.Key)
            .WithRequestExample("a delivery", Examples.StockRequest)
            .WithResponseExample(StatusCodes.Status200OK, "moved", Examples.Product)
            .ProducesProblems(
                (Examples.StockRequest with { Quantity = 0 }).Validate(Examples.Sku)!,
                KeyMissing(),
                InventoryProblems.UnknownProduct(Examples.UnknownSku),
                Examples.InsufficientStock,
                KeyReused());
        stock.MapGet("/movements", ListMovementsAsync)
            .WithName("listMovements")
            .WithSummary("The product's ledger, newest first")
            .WithDescription("With asOf: the ledger up to that time, and the balance that it adds up to.")
            .WithParameterExample("limit", 20)
            .WithParameterExample("cursor", Examples.Next)
            .WithParameterExample("asOf", Examples.AsOf)
            .WithResponseExample(StatusCodes.Status200OK, "the latest", Examples.Movements)
            .WithResponseExample(StatusCodes.Status200OK, "with asOf", Examples.MovementsAsOf)
            .ProducesProblems(Problems.Validation("asOf", Rfc3339.Rule), InventoryProblems.UnknownProduct(Examples.UnknownSku));

        return stock;
    }

    private static async Task<Results<Ok<Product>, ProblemHttpResult>> AdjustAsync(
        string sku,
        [FromBody] StockRequest request,
        [FromHeader(Name = IdempotencyKey.HeaderName), Required] string? idempotencyKey,
        StockStore store,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(idempotencyKey))
        {
            return KeyMissing();
        }

        if (!IdempotencyKey.TryParse(idempotencyKey, out var key))
        {
            return Problems.Validation(IdempotencyKey.HeaderName, $"must be 1 to {IdempotencyKey.MaxLength} printable ASCII characters, best in double quotes.");
        }

        if (request.Validate(sku) is { } problem) return problem;

        var adjustment = new StockAdjustment(sku, request.Quantity!.Value, request.Reason!, key.Value);
        switch (await DetachedStatement.RunAsync(token => store.AdjustAsync(adjustment, token), cancellationToken))
        {
            case StockOutcome.Moved moved:
                return TypedResults.Ok(moved.Product);
            case StockOutcome.Replayed replayed:
                response.Headers[IdempotencyKey.ReplayedHeaderName] = "true";
                return TypedResults.Ok(replayed.Product);
            case StockOutcome.KeyReused:
                return KeyReused();
            case StockOutcome.InsufficientStock insufficient:
                return InventoryProblems.InsufficientStock([insufficient.Shortage]);
            default:
                return InventoryProblems.UnknownProduct(sku);
        }
    }

    private static async Task<Results<Ok<MovementPage>, ProblemHttpResult>> ListMovementsAsync(
        string sku,
        int? limit,
        string? cursor,
        string? asOf,
        LedgerReader ledger,
        CancellationToken cancellationToken)
    {
        var query = MovementQuery.Read(sku, limit, cursor, asOf, out var problem);
        if (query is null) return problem!;

        return await ledger.ReadAsync(query.Sku, query.Limit, query.Before, query.AsOf, cancellationToken) is { } page ? TypedResults.Ok(page) : InventoryProblems.UnknownProduct(sku);
    }

    private static ProblemHttpResult KeyMissing() => Problems.Of(
        StatusCodes.Status400BadRequest,
        ProblemNames.IdempotencyKeyMissing,
        $"Send the header {IdempotencyKey.HeaderName} with a value of your own that is new for each movement and the same for each repetition.");

    private static ProblemHttpResult KeyReused() => Problems.Of(
        StatusCodes.Status422UnprocessableEntity,
        ProblemNames.IdempotencyKeyReused,
        "This key made another movement before. Use a new key for a new movement.");
}
