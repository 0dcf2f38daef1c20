namespace Valerix.Tests.Running;

/// <summary>The Order API's calls, one method a row of the contract.</summary>
internal sealed class OrdersClient(ServiceClient service)
{
    private static readonly TimeSpan _confirmBound = TimeSpan.FromSeconds(30);

    public ServiceClient Service => service;

    public Task<Answer> PlaceAsync(string idempotencyKey, string customerId, params (string Sku, int Quantity)[] lines) =>
        PlaceAsync(
            ServiceClient.Text(new { customerId, lines = lines.Select(line => new { sku = line.Sku, quantity = line.Quantity }) })!,
            idempotencyKey);

    /// <summary>An order of one product by somebody whose bucket is never empty.</summary>
    public Task<Answer> PlaceAsOperatorAsync(string sku) => service.SendAsOperatorAsync(
        HttpMethod.Post, "/orders", new { customerId = Unique.Customer(), lines = new[] { new { sku, quantity = 1 } } }, Unique.Key());

    /// <summary>A body as it stands, good or bad; without a key if that is null.</summary>
    public Task<Answer> PlaceAsync(string body, string? idempotencyKey) =>
        service.SendAsync(HttpMethod.Post, "/orders", body, idempotencyKey: idempotencyKey);

    /// <summary>An order that is confirmed, whether at once or after a while.</summary>
    public async Task<OrderMessage> ConfirmedAsync(params (string Sku, int Quantity)[] lines)
    {
        var answer = (await PlaceAsync(Unique.Key(), Unique.Customer(), lines)).ShouldHave(HttpStatusCode.Created, HttpStatusCode.Accepted);
        var id = answer.Read<OrderMessage>(answer.Status).Id;
        return await Eventually.ReadAsync(_ => ReadAsync(id), order => order.Status == "Confirmed", _confirmBound, $"order {id} is confirmed");
    }

    public Task<Answer> GetAsync(Guid id) => service.GetAsync($"/orders/{id}");

    public async Task<OrderMessage> ReadAsync(Guid id) => (await GetAsync(id)).Read<OrderMessage>();

    public Task<Answer> ListAsync(string query = "") => service.SendAsOperatorAsync(HttpMethod.Get, $"/orders{query}");

    public async Task<IReadOnlyList<EventMessage>> EventsAsync(Guid id) =>
        (await service.GetAsync($"/orders/{id}/events")).Read<PageMessage<EventMessage>>().Items;

    public Task<Answer> ShipAsync(Guid id) => service.SendAsOperatorAsync(HttpMethod.Post, $"/orders/{id}/ship");

    public Task<Answer> RetryAsync(Guid id) => service.SendAsOperatorAsync(HttpMethod.Post, $"/orders/{id}/retry");

    public Task<Answer> CancelAsync(Guid id) => service.SendAsync(HttpMethod.Post, $"/orders/{id}/cancel");

    public Task<Answer> PutStatusAsync(Guid id, string status) =>
        service.SendAsOperatorAsync(HttpMethod.Put, $"/orders/{id}/status", new { status });

    public Task<Answer> ReconcileAsync() => service.SendAsOperatorAsync(HttpMethod.Post, "/reconciliation");

    public Task<Answer> ReconciliationAsync() => service.SendAsOperatorAsync(HttpMethod.Get, "/reconciliation");
}
