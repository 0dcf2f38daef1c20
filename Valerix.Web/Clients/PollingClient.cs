using System.Net;
using Valerix.ServiceDefaults.Http;

namespace Valerix.Web.Clients;

/// <summary>What is read over and over. Each read is tried once: the next one is its retry.</summary>
internal sealed class PollingClient(HttpClient http, IConfiguration configuration)
{
    /// <summary>By sku; at most as many as Inventory tells at once.</summary>
    public async Task<Outcome<IReadOnlyList<Product>>> ListProductsAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Services.InventoryApi}/products");
        return await http.AskAsync<IReadOnlyList<Product>>(request, cancellationToken);
    }

    /// <summary>The newest orders of all shoppers, newest first. All of them are the operator's to see.</summary>
    public async Task<Outcome<IReadOnlyList<Order>>> ListOrdersAsync(int limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Services.OrderApi}/orders?limit={limit}");
        request.Headers.Add(OperatorKey.HeaderName, configuration[OperatorKey.ConfigurationKey]);
        var page = await http.AskAsync<Page<Order>>(request, cancellationToken);
        return page.Map(orders => orders.Items);
    }

    public async Task<Outcome<ServiceReport>> GetHealthAsync(string service, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{service}/health");
        // An ill service says so with 503, and why in the body.
        return await http.AskAsync<ServiceReport>(
            request,
            response => response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.ServiceUnavailable,
            cancellationToken);
    }
}
