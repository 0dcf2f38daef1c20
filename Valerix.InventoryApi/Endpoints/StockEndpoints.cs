using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Gremlin;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.RateLimits;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>What comes in and goes out, and the ledger of it.</summary>
internal static class StockEndpoints
{
    public static RouteGroupBuilder MapStock(this IEndpointRouteBuilder routes)
    {
        var stock = routes.MapGroup("/products/{sku}").WithTags("Stock").LimitConcurrency();

        stock.MapPost("/stock", AdjustAsync)
            .RequireOperatorKey()
            .WithGremlin()
            .WithSummary("Receives or adjusts stock, once a key")
            .WithDescription("What orders have reserved can't be taken out. A refusal is not remembered: the same key may be tried again.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        stock.MapGet("/movements", ListMovementsAsync)
            .WithSummary("The product's ledger, newest first")
            .WithDescription("With asOf: the ledger up to that time, and the balance that it adds up to.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        return stock;
    }

    private static async Task<Results<Ok<Product>, ProblemHttpResult>> AdjustAsync(
        string sku,
        [FromBody] StockRequest request,
        [FromHeader(Name = IdempotencyKey.HeaderName)] string? idempotencyKey,
        StockStore store,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(idempotencyKey))
        {
            return Problems.Of(
                StatusCodes.Status400BadRequest,
                ProblemNames.IdempotencyKeyMissing,
                $"Send the header {IdempotencyKey.HeaderName} with a value of your own that is new for each movement and the same for each repetition.");
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
                return Problems.Of(
                    StatusCodes.Status422UnprocessableEntity,
                    ProblemNames.IdempotencyKeyReused,
                    "This key made another movement before. Use a new key for a new movement.");
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
}
