using System.Collections.Concurrent;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Shops;

/// <summary>
/// An order taker as it is written in an afternoon, straight on the Inventory API: every try is a new request with a new id, any failure
/// is tried again, no call has a deadline, and what it was about to do lives in a variable.
/// </summary>
internal sealed class PlainShop(InventoryClient inventory) : IShop
{
    private const int MaxTries = 5;

    /// <summary>Without it, every order would be used up within the second that a crashed Inventory takes to come back.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Orders that it took, by the purchase's number: what it would hold in memory, or in a table that it writes at the end.</summary>
    private readonly ConcurrentDictionary<int, Order> _orders = new();

    public string Name => "Plain client";

    public async Task PlaceAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        var reservation = await purchase.AskAsync("order", () => ReserveAsync(purchase, cancellationToken), Describe, cancellationToken);
        if (reservation is not { } id) return;

        _orders[purchase.Number] = new(id);
        purchase.Acknowledge();
    }

    public async Task ShipAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        var order = _orders[purchase.Number];
        order.IsShipped = await purchase.AskAsync(
            "ship", () => TakeAsync(purchase, order.Reservation, cancellationToken), taken => taken ? "yes" : "no", cancellationToken);
    }

    /// <summary>It has nothing under way that it knew of, so Inventory is asked: stock that is still held waits for an order that will never take it.</summary>
    public async Task<bool> IsSettledAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        foreach (var id in purchase.Ids)
        {
            if (await inventory.FindReservationAsync(id, cancellationToken) is { State: "Reserved" }) return false;
        }

        return true;
    }

    public Task<Standing> LookUpAsync(Purchase purchase, CancellationToken cancellationToken) =>
        Task.FromResult(_orders.TryGetValue(purchase.Number, out var order) && order.IsShipped ? Standing.Shipped : Standing.None);

    private async Task<Guid?> ReserveAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var id = Guid.NewGuid();
            purchase.Note(id);
            if (await SucceedsAsync(() => inventory.ReserveAsync(id, purchase.Sku, purchase.Quantity, cancellationToken), cancellationToken)) return id;

            await Task.Delay(_pause, cancellationToken);
        }

        return null;
    }

    /// <summary>No answer is taken for "it did not work", so the next try takes other stock.</summary>
    private async Task<bool> TakeAsync(Purchase purchase, Guid reservation, CancellationToken cancellationToken)
    {
        Guid? id = reservation;
        for (var attempt = 1; attempt <= MaxTries && id is not null; attempt++)
        {
            if (await SucceedsAsync(() => inventory.CommitAsync(id.Value, cancellationToken), cancellationToken)) return true;

            await Task.Delay(_pause, cancellationToken);
            id = await ReserveAsync(purchase, cancellationToken);
        }

        return false;
    }

    private static async Task<bool> SucceedsAsync(Func<Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await call();
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception.IsNoAnswer(cancellationToken))
        {
            return false;
        }
    }

    private static string Describe(Guid? reservation) => reservation is null ? "no" : "yes";

    private sealed class Order(Guid reservation)
    {
        public Guid Reservation { get; } = reservation;

        public bool IsShipped { get; set; }
    }
}
