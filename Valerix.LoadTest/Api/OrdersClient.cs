using System.Net.Http.Json;

namespace Valerix.LoadTest.Api;

/// <summary>The Order API's calls, each sent once: whoever calls decides what a missing answer means.</summary>
internal sealed class OrdersClient(HttpClient http) : IDisposable
{
    public Task<HttpResponseMessage> PlaceAsync(
        string idempotencyKey, string customerId, string sku, int quantity, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Headers = { { "Idempotency-Key", $"\"{idempotencyKey}\"" } },
            Content = JsonContent.Create(new { customerId, lines = new[] { new { sku, quantity } } }),
        };
        return http.SendAsync(request, cancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(Guid id, CancellationToken cancellationToken) =>
        http.GetAsync($"/orders/{id}", cancellationToken);

    public Task<HttpResponseMessage> ShipAsync(Guid id, CancellationToken cancellationToken) =>
        http.PostAsync($"/orders/{id}/ship", content: null, cancellationToken);

    /// <summary>All orders of one customer, as long as they fit on one page.</summary>
    public async Task<IReadOnlyList<OrderMessage>> ListAsync(string customerId, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<PageMessage<OrderMessage>>($"/orders?customerId={customerId}", cancellationToken))!.Items;

    public void Dispose() => http.Dispose();
}
