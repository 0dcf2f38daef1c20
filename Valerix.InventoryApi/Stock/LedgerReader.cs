using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Valerix.InventoryApi.Data;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Stock;

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
internal sealed class LedgerReader(InventoryDbContext database)
{
    /// <summary>Null when there is no such product.</summary>
    public async Task<MovementPage?> ReadAsync(MovementQuery query, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(query, cancellationToken)) return null;

        var movements = database.Movements.AsNoTracking().Where(movement => movement.Sku == query.Sku);
        if (query.AsOf is { } asOf) movements = movements.Where(movement => movement.At <= asOf);

        var rows = await movements
            .Where(movement => query.Before == null || movement.Id < query.Before)
            .OrderByDescending(movement => movement.Id)
            .Take(query.Limit + 1)
            .ToListAsync(cancellationToken);
        var page = Page.From(rows, query.Limit, movement => Cursor.Encode(movement.Id));
        return new(page.Items, page.Next) { Balance = query.AsOf is null ? null : await SumAsync(movements, cancellationToken) };
    }

    /// <summary>
    /// With <c>asOf</c>, also waits for movements of the product that are under way: their time may be past already,
    /// and what was at a time should be the same whenever somebody asks.
    /// </summary>
    private async Task<bool> ExistsAsync(MovementQuery query, CancellationToken cancellationToken)
    {
        var product = query.AsOf is null
            ? database.Products.Where(product => product.Sku == query.Sku)
            : database.Products.FromSql($"SELECT * FROM products WHERE sku = {query.Sku} FOR SHARE");
        return await product.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not null;
    }

    private static async Task<StockBalance> SumAsync(IQueryable<Movement> movements, CancellationToken cancellationToken) =>
        await movements
            .GroupBy(movement => movement.Sku)
            .Select(all => new StockBalance(all.Sum(movement => movement.OnHandDelta), all.Sum(movement => movement.ReservedDelta)))
            .SingleOrDefaultAsync(cancellationToken)
        ?? new StockBalance(OnHand: 0, Reserved: 0);
}
