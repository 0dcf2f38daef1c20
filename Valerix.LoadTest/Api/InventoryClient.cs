using System.Net;
using System.Net.Http.Json;

namespace Valerix.LoadTest.Api;

/// <summary>The Inventory API's calls, each sent once: the caller decides what a missing answer means.</summary>
internal sealed class InventoryClient(HttpClient http) : IDisposable
{
    private const int PageSize = 200;

    /// <summary>A product with so many pieces on the shelf; safe to repeat.</summary>
    public async Task StockAsync(string sku, string name, int quantity, CancellationToken cancellationToken)
    {
        using var product = await http.PutAsJsonAsync($"/products/{sku}", new { name, unitPrice = 9.99m }, cancellationToken);
        product.EnsureSuccessStatusCode();

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/products/{sku}/stock")
        {
            Headers = { { "Idempotency-Key", $"\"{sku}\"" } },
            Content = JsonContent.Create(new { quantity, reason = "stock for a run" }),
        };
        using var stock = await http.SendAsync(request, cancellationToken);
        stock.EnsureSuccessStatusCode();
    }

    public Task<HttpResponseMessage> ReserveAsync(Guid id, string sku, int quantity, CancellationToken cancellationToken) =>
        http.PutAsJsonAsync($"/reservations/{id}", new { lines = new[] { new { sku, quantity } } }, cancellationToken);

    public Task<HttpResponseMessage> CommitAsync(Guid id, CancellationToken cancellationToken) =>
        http.PostAsync($"/reservations/{id}/commit", content: null, cancellationToken);

    public async Task<ProductMessage> GetProductAsync(string sku, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<ProductMessage>($"/products/{sku}", cancellationToken))!;

    /// <summary>Null when there never was such a reservation.</summary>
    public async Task<ReservationMessage?> FindReservationAsync(Guid id, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/reservations/{id}", cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<ReservationMessage>(cancellationToken);
    }

    /// <summary>A page of a product's ledger, newest entry first.</summary>
    public async Task<PageMessage<MovementMessage>> ReadLedgerPageAsync(string sku, string? cursor, CancellationToken cancellationToken)
    {
        var query = cursor is null ? $"?limit={PageSize}" : $"?limit={PageSize}&cursor={cursor}";
        return (await http.GetFromJsonAsync<PageMessage<MovementMessage>>($"/products/{sku}/movements{query}", cancellationToken))!;
    }

    /// <summary>A product's whole ledger, newest entry first.</summary>
    public async Task<IReadOnlyList<MovementMessage>> ReadLedgerAsync(string sku, CancellationToken cancellationToken)
    {
        var ledger = new List<MovementMessage>();
        string? cursor = null;
        do
        {
            var page = await ReadLedgerPageAsync(sku, cursor, cancellationToken);
            ledger.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        return ledger;
    }

    public void Dispose() => http.Dispose();
}
