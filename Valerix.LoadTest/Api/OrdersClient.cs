using System.Net.Http.Json;

namespace Valerix.LoadTest.Api;

/// <summary>The Order API's calls, each sent once: the caller decides what a missing answer means.</summary>
internal sealed class OrdersClient(HttpClient http) : IDisposable
{
    private const int PageSize = 200;

    public Task<HttpResponseMessage> PlaceAsync(
        string idempotencyKey, string customerId, IReadOnlyList<LineMessage> lines, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Headers = { { "Idempotency-Key", $"\"{idempotencyKey}\"" } },
            Content = JsonContent.Create(new { customerId, lines }),
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

    /// <summary>A page of all orders, newest first.</summary>
    public async Task<PageMessage<OrderMessage>> ListPageAsync(string? cursor, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<PageMessage<OrderMessage>>(
            cursor is null ? $"/orders?limit={PageSize}" : $"/orders?limit={PageSize}&cursor={cursor}", cancellationToken))!;

    /// <summary>The last seconds' latencies as the fleet itself measures them; null where there is no gauge.</summary>
    public async Task<GaugeMessage?> FindGaugeAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync("/latency", cancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<GaugeMessage>(cancellationToken) : null;
    }

    public void Dispose() => http.Dispose();
}
