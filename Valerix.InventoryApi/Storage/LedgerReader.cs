using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Valerix.InventoryApi.Domain;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.InventoryApi.Storage;

/// <summary>A part of a product's ledger, newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">What to send as <c>cursor</c> for the older entries; null at the end.</param>
internal sealed record MovementPage(IReadOnlyList<Movement> Items, string? Next)
{
    /// <summary>What the product had at the time that was asked for; left out when none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StockBalance? Balance { get; init; }
}

/// <summary>The sums of a product's ledger, in pieces.</summary>
internal sealed record StockBalance(long OnHand, long Reserved);

/// <summary>Reads the ledger.</summary>
internal sealed class LedgerReader(Queries<InventoryDbContext> queries)
{
    /// <summary>Reads a page of a product's ledger.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="limit">How many entries at most.</param>
    /// <param name="before">Only entries with a smaller id; null from the newest on.</param>
    /// <param name="asOf">Only entries up to this time, with their balance; null for all.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <returns>Null when there is no such product.</returns>
    public Task<MovementPage?> ReadAsync(string sku, int limit, long? before, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        queries.RunAsync((database, token) => ReadAsync(database, sku, limit, before, asOf, token), cancellationToken);

    private static async Task<MovementPage?> ReadAsync(
        InventoryDbContext database, string sku, int limit, long? before, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(database, sku, asOf, cancellationToken)) return null;

        var movements = database.Movements.AsNoTracking().Where(movement => movement.Sku == sku);
        if (asOf is not null) movements = movements.Where(movement => movement.At <= asOf);

        var rows = await movements
            .Where(movement => before == null || movement.Id < before)
            .OrderByDescending(movement => movement.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var page = Page.From(rows, limit, movement => Cursor.Encode(movement.Id));
        return new(page.Items, page.Next) { Balance = asOf is null ? null : await SumAsync(movements, cancellationToken) };
    }

    /// <summary>
    /// With <c>asOf</c>, also waits for movements of the product that are under way: their time may be past already,
    /// and the balance at a time must be the same whenever it is asked for.
    /// </summary>
    private static async Task<bool> ExistsAsync(InventoryDbContext database, string sku, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var product = asOf is null
            ? database.Products.Where(product => product.Sku == sku)
            : database.Products.FromSql($"SELECT * FROM products WHERE sku = {sku} FOR SHARE");
        return await product.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not null;
    }

    private static async Task<StockBalance> SumAsync(IQueryable<Movement> movements, CancellationToken cancellationToken) =>
        await movements
            .GroupBy(movement => movement.Sku)
            .Select(all => new StockBalance(all.Sum(movement => movement.OnHandDelta), all.Sum(movement => movement.ReservedDelta)))
            .SingleOrDefaultAsync(cancellationToken)
        ?? new StockBalance(OnHand: 0, Reserved: 0);
}
