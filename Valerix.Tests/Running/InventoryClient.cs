namespace Valerix.Tests.Running;

/// <summary>The Inventory API's calls as an operator makes them, one method a row of the contract.</summary>
internal sealed class InventoryClient(ServiceClient service)
{
    public const decimal UnitPrice = 19.99m;

    public ServiceClient Service => service;

    /// <summary>A new product with <paramref name="quantity"/> pieces on the shelf.</summary>
    public async Task<string> StockedAsync(int quantity)
    {
        var sku = Unique.Sku();
        (await PutProductAsync(sku, new { name = $"The product {sku}", unitPrice = UnitPrice })).ShouldHave(HttpStatusCode.OK, HttpStatusCode.Created);
        if (quantity > 0) (await AddStockAsync(sku, Unique.Key(), quantity)).ShouldHave(HttpStatusCode.OK);
        return sku;
    }

    public Task<Answer> PutProductAsync(string sku, object body) =>
        service.SendAsOperatorAsync(HttpMethod.Put, $"/products/{sku}", body);

    public async Task<ProductMessage> ProductAsync(string sku) =>
        (await service.GetAsync($"/products/{sku}")).Read<ProductMessage>();

    public Task<Answer> AddStockAsync(string sku, string? idempotencyKey, long quantity, string reason = "a delivery") =>
        service.SendAsOperatorAsync(HttpMethod.Post, $"/products/{sku}/stock", new { quantity, reason }, idempotencyKey);

    public Task<Answer> MovementsAsync(string sku, string query = "") => service.GetAsync($"/products/{sku}/movements{query}");

    public Task<Answer> ReserveAsync(Guid orderId, int? holdSeconds, params (string Sku, int Quantity)[] lines) =>
        service.SendAsOperatorAsync(
            HttpMethod.Put,
            $"/reservations/{orderId}",
            new { lines = lines.Select(line => new { sku = line.Sku, quantity = line.Quantity }), holdSeconds });

    public Task<Answer> CommitAsync(Guid orderId) => service.SendAsOperatorAsync(HttpMethod.Post, $"/reservations/{orderId}/commit");

    public Task<Answer> ReleaseAsync(Guid orderId) => service.SendAsOperatorAsync(HttpMethod.Post, $"/reservations/{orderId}/release");

    public Task<Answer> GetReservationAsync(Guid orderId) => service.GetAsync($"/reservations/{orderId}");

    public Task<Answer> GetGremlinAsync() => service.GetAsync("/gremlin");

    public Task<Answer> PutGremlinAsync(object plan) => service.SendAsOperatorAsync(HttpMethod.Put, "/gremlin", plan);

    public Task<Answer> DeleteGremlinAsync() => service.SendAsOperatorAsync(HttpMethod.Delete, "/gremlin");
}
