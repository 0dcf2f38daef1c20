using System.Net;
using Valerix.ServiceDefaults.Gremlin;
using Valerix.ServiceDefaults.Http;
using Valerix.Web.Access;

namespace Valerix.Web.Clients;

/// <summary>What is read over and over. Each read is tried once: the next one is its retry.</summary>
internal sealed class PollingClient(HttpClient http)
{
    /// <summary>By sku; at most as many as Inventory tells at once.</summary>
    public Task<Outcome<IReadOnlyList<Product>>> ListProductsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<Product>>($"{ServiceAddresses.InventoryApi}/products", cancellationToken);

    /// <summary>The newest orders of all shoppers and how they are. All of them are the operator's to see.</summary>
    public Task<Outcome<Operations>> GetOperationsAsync(OperatorPass pass, CancellationToken cancellationToken) =>
        ReadAsync<Operations>($"{ServiceAddresses.OrderApi}/operations", cancellationToken, pass);

    /// <summary>An order with all that happened to it.</summary>
    public Task<Outcome<OrderStory>> GetStoryAsync(OperatorPass pass, Guid id, CancellationToken cancellationToken) =>
        ReadAsync<OrderStory>($"{ServiceAddresses.OrderApi}/operations/orders/{id}", cancellationToken, pass);

    /// <summary>An order for its shopper: whoever holds its id may look at it.</summary>
    public Task<Outcome<Order>> GetOrderAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync<Order>($"{ServiceAddresses.OrderApi}/orders/{id}", cancellationToken);

    /// <summary>An order's timeline, oldest first, for its shopper.</summary>
    public Task<Outcome<Page<TimelineEvent>>> GetEventsAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync<Page<TimelineEvent>>($"{ServiceAddresses.OrderApi}/orders/{id}/events", cancellationToken);

    public Task<Outcome<LatencyReport>> GetLatencyAsync(CancellationToken cancellationToken) =>
        ReadAsync<LatencyReport>($"{ServiceAddresses.OrderApi}/latency", cancellationToken);

    /// <summary>The plan in force; refused with 404 where the gremlin is not allowed.</summary>
    public Task<Outcome<GremlinPlan>> GetGremlinAsync(CancellationToken cancellationToken) =>
        ReadAsync<GremlinPlan>($"{ServiceAddresses.InventoryApi}/gremlin", cancellationToken);

    /// <summary>What Inventory believes; refused with 404 when it knows of no such order.</summary>
    public Task<Outcome<Reservation>> GetReservationAsync(Guid orderId, CancellationToken cancellationToken) =>
        ReadAsync<Reservation>($"{ServiceAddresses.InventoryApi}/reservations/{orderId}", cancellationToken);

    /// <summary>A page of a product's ledger, newest first.</summary>
    public Task<Outcome<Page<Movement>>> ListMovementsAsync(string sku, string? cursor, CancellationToken cancellationToken) =>
        ReadAsync<Page<Movement>>(
            $"{ServiceAddresses.InventoryApi}/products/{sku}/movements?limit=200{(cursor is null ? "" : $"&cursor={cursor}")}", cancellationToken);

    /// <param name="service">The service's address.</param>
    /// <param name="pass">Brings the details along, which are the operator's outside Development; null asks for the state alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Outcome<ServiceReport>> GetHealthAsync(string service, OperatorPass? pass, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{service}/health");
        pass?.Attach(request);
        // An ill service says so with 503, and why in the body.
        return await http.AskAsync<ServiceReport>(
            request,
            response => response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.ServiceUnavailable,
            cancellationToken);
    }

    private async Task<Outcome<T>> ReadAsync<T>(string address, CancellationToken cancellationToken, OperatorPass? pass = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        pass?.Attach(request);
        return await http.AskAsync<T>(request, cancellationToken);
    }
}
