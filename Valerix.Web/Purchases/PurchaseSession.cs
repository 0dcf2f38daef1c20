using System.Collections.Immutable;
using Valerix.Web.Clients;

namespace Valerix.Web.Purchases;

/// <summary>The shopper of one open page: places orders and remembers the latest few.</summary>
internal sealed class PurchaseSession(OrdersClient orders, TimeProvider time)
{
    /// <summary>How many orders a burst is.</summary>
    public const int BurstSize = 100;

    private const int Remembered = 3;

    private readonly string _customerId = $"guest-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>Newest first.</summary>
    public ImmutableList<Purchase> Latest { get; private set; } = [];

    /// <summary>As many answers are awaited as can be shown: nothing more is sent before one arrives.</summary>
    public bool IsBusy => Latest.Count(purchase => purchase.IsSending) >= Remembered;

    public Task BuyAsync(Product product, int quantity)
    {
        if (IsBusy) return Task.CompletedTask;
        var purchase = new Purchase(product, quantity);
        if (Latest.Count == Remembered) Dismiss(Latest.Last(earlier => !earlier.IsSending));
        Latest = Latest.Insert(0, purchase);
        return SendAsync(purchase);
    }

    public Task SendAgainAsync(Purchase purchase)
    {
        if (!purchase.CanSendAgain) return Task.CompletedTask;
        purchase.Outcome = null;
        return SendAsync(purchase);
    }

    /// <summary>The latest burst; null before the first, and when it was dismissed.</summary>
    public Burst? Burst { get; private set; }

    /// <summary>Places <see cref="BurstSize"/> orders of one piece, all at once.</summary>
    public async Task BuyManyAsync(Product product)
    {
        if (Burst is { IsSending: true }) return;
        var burst = Burst = new(product, BurstSize);
        await Task.WhenAll(Enumerable.Range(0, BurstSize).Select(_ => SendAsync(burst)));
    }

    public void DismissBurst() => Burst = Burst is { IsSending: true } ? Burst : null;

    public void Dismiss(Purchase purchase) => Latest = Latest.Remove(purchase);

    private async Task SendAsync(Purchase purchase)
    {
        var order = new OrderRequest(_customerId, [new OrderRequestLine(purchase.Product.Sku, purchase.Quantity)]);
        var startedAt = time.GetTimestamp();
        // Not cancelled when the page is left: what was sent is sent, and the client bounds the wait.
        purchase.Outcome = await orders.PlaceAsync(purchase.Key, order, CancellationToken.None);
        purchase.Took = time.GetElapsedTime(startedAt);
    }

    private async Task SendAsync(Burst burst)
    {
        var order = new OrderRequest(_customerId, [new OrderRequestLine(burst.Product.Sku, 1)]);
        var startedAt = time.GetTimestamp();
        burst.Add(await orders.PlaceAsync(Guid.CreateVersion7().ToString(), order, CancellationToken.None), time.GetElapsedTime(startedAt));
    }
}
