using System.Net;
using System.Net.Http.Json;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Shops;

/// <summary>The Order API. Its client needs to know one thing: an order has a key, and keeps it over every retry.</summary>
internal sealed class ValerixShop(OrdersClient orders) : IShop
{
    /// <summary>How long a client goes on asking before it takes "not now" for an answer, and how long an order may be Pending before it is shipped.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    public string Name => "Valerix";

    public Task PlaceAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        var idempotencyKey = Guid.NewGuid().ToString();
        LineMessage[] lines = [new(purchase.Sku, purchase.Quantity)];
        return Polling.UntilAsync(
            async token =>
            {
                using var response = await AskAsync(
                    purchase, "POST /orders", () => orders.PlaceAsync(idempotencyKey, purchase.CustomerId, lines, token), token);
                if (response is null || IsNotNow(response)) return false;
                if (!response.IsSuccessStatusCode) return true;

                purchase.Acknowledge();
                purchase.Note((await ReadAsync(response, token)).Id);
                return true;
            },
            _patience,
            cancellationToken);
    }

    public async Task ShipAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        var id = purchase.Ids.Single();
        var mayShip = await Polling.UntilAsync(
            async token =>
            {
                using var response = await AskAsync(purchase, "GET /orders", () => orders.GetAsync(id, token), token);
                return response is { IsSuccessStatusCode: true } && (await ReadAsync(response, token)).Status != "Pending";
            },
            _patience,
            cancellationToken);
        if (!mayShip) return;

        await Polling.UntilAsync(
            async token =>
            {
                using var response = await AskAsync(purchase, "POST ship", () => orders.ShipAsync(id, token), token);
                return response is not null && !IsNotNow(response);
            },
            _patience,
            cancellationToken);
    }

    public async Task<bool> IsSettledAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        if (!purchase.IsAcknowledged) return true;

        using var response = await AskAsync(
            purchase, "GET /orders", () => orders.GetAsync(purchase.Ids.Single(), cancellationToken), cancellationToken);
        return response is { StatusCode: HttpStatusCode.NotFound }
            || (response is { IsSuccessStatusCode: true }
                && (await ReadAsync(response, cancellationToken)).Status is not ("Pending" or "Shipping" or "Cancelling"));
    }

    public async Task<Standing> LookUpAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        var found = await orders.ListAsync(purchase.CustomerId, cancellationToken);
        foreach (var order in found)
        {
            purchase.Note(order.Id);
        }

        return found.Select(order => StandingOf(order.Status)).DefaultIfEmpty(Standing.None).Max();
    }

    private static Standing StandingOf(string status) => status switch
    {
        "Shipped" or "Delivered" => Standing.Shipped,
        "Rejected" or "Cancelled" => Standing.Refused,
        _ => Standing.Open,
    };

    /// <summary>Too much to do at the moment, or a fault: the same call is to be sent again.</summary>
    private static bool IsNotNow(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static Task<HttpResponseMessage?> AskAsync(
        Purchase purchase, string what, Func<Task<HttpResponseMessage>> call, CancellationToken cancellationToken) =>
        purchase.AskAsync(what, call, response => $"{(int)response.StatusCode}", cancellationToken);

    private static async Task<OrderMessage> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await response.Content.ReadFromJsonAsync<OrderMessage>(cancellationToken))!;
}
