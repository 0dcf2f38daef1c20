using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.RateLimits;
using Examples = Valerix.InventoryApi.Endpoints.InventoryExamples;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>The catalogue.</summary>
internal static class ProductEndpoints
{
    private const int MaxListed = 1_000;

    public static RouteGroupBuilder MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/products").WithTags("Products").LimitConcurrency().WithParameterExample("sku", Examples.Sku);

        products.MapGet("/", ListAsync)
            .WithName("listProducts")
            .WithSummary("The products and what is available of each")
            .WithDescription($"By sku, at most {MaxListed}; where there are more, the Link header leads to the next.")
            .WithParameterExample("after", Examples.Sku)
            .WithResponseExample(StatusCodes.Status200OK, "one product", new[] { Examples.Product })
            .ProducesProblems(Problems.Validation("after", Sku.Rule));
        products.MapGet("/{sku}", GetAsync)
            .WithName("getProduct")
            .WithSummary("A product and what is available of it")
            .WithResponseExample(StatusCodes.Status200OK, "one of it reserved", Examples.Product)
            .ProducesProblems(Examples.BadSku, InventoryProblems.UnknownProduct(Examples.UnknownSku));
        products.MapPut("/{sku}", PutAsync)
            .RequireOperatorKey()
            .WithName("putProduct")
            .WithSummary("Creates a product, or changes its name and price")
            .WithRequestExample("a console", Examples.ProductRequest)
            .WithResponseExample(StatusCodes.Status201Created, "created", Examples.NewProduct)
            .WithResponseExample(StatusCodes.Status200OK, "changed", Examples.Product)
            .ProducesProblems((Examples.ProductRequest with { UnitPrice = 0.001m }).Validate(Examples.Sku)!);

        return products;
    }

    private static async Task<Results<Ok<List<Product>>, ProblemHttpResult>> ListAsync(
        string? after,
        Queries<InventoryDbContext> queries,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (after is not null && !Sku.IsValid(after)) return Problems.Validation("after", Sku.Rule);

        var products = await queries.RunAsync(
            (database, token) => database.Products.AsNoTracking()
                .Where(product => after == null || product.Sku.CompareTo(after) > 0)
                .OrderBy(product => product.Sku)
                .Take(MaxListed)
                .ToListAsync(token),
            cancellationToken);
        if (products.Count == MaxListed) response.Headers.Link = $"</products?after={products[^1].Sku}>; rel=\"next\"";
        return TypedResults.Ok(products);
    }

    private static async Task<Results<Ok<Product>, ProblemHttpResult>> GetAsync(
        string sku,
        Queries<InventoryDbContext> queries,
        CancellationToken cancellationToken)
    {
        if (!Sku.IsValid(sku)) return Problems.Validation("sku", Sku.Rule);

        var product = await queries.RunAsync(
            (database, token) => database.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Sku == sku, token), cancellationToken);
        return product is null ? InventoryProblems.UnknownProduct(sku) : TypedResults.Ok(product);
    }

    private static async Task<Results<Created<Product>, Ok<Product>, ProblemHttpResult>> PutAsync(
        string sku,
        [FromBody] ProductRequest request,
        Queries<InventoryDbContext> queries,
        CancellationToken cancellationToken)
    {
        if (request.Validate(sku) is { } problem) return problem;

        var (product, isNew) = await queries.RunAsync((database, token) => StoreAsync(sku, request, database, token), cancellationToken);
        return isNew ? TypedResults.Created($"/products/{sku}", product) : TypedResults.Ok(product);
    }

    private static async Task<(Product Product, bool IsNew)> StoreAsync(
        string sku, ProductRequest request, InventoryDbContext database, CancellationToken cancellationToken)
    {
        // A product is never deleted, so what the insert found there can still be changed.
        var inserted = await database.Database.ExecuteSqlAsync(
            $"INSERT INTO products (sku, name, unit_price) VALUES ({sku}, {request.Name}, {request.UnitPrice}) ON CONFLICT (sku) DO NOTHING",
            cancellationToken);
        if (inserted == 0)
        {
            await database.Products.Where(product => product.Sku == sku).ExecuteUpdateAsync(
                product => product.SetProperty(p => p.Name, request.Name).SetProperty(p => p.UnitPrice, request.UnitPrice),
                cancellationToken);
        }

        return (await database.Products.AsNoTracking().SingleAsync(product => product.Sku == sku, cancellationToken), inserted > 0);
    }
}
