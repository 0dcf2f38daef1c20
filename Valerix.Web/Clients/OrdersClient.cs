using Valerix.ServiceDefaults.Http;
using Valerix.Web.Access;

namespace Valerix.Web.Clients;

/// <summary>What people ask of the Order API: shoppers order and cancel, the operator ships.</summary>
internal sealed class OrdersClient(HttpClient http)
{
    /// <param name="key">The same key never makes a second order, however often it is sent.</param>
    /// <param name="order">What the shopper wants.</param>
    /// <param name="cancellationToken">Ends the wait, not the order.</param>
    public async Task<Outcome<Order>> PlaceAsync(string key, OrderRequest order, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(order, options: Calls.Json) };
        request.Headers.Add(IdempotencyKey.HeaderName, $"\"{key}\"");
        return await http.AskAsync<Order>(request, cancellationToken);
    }

    public async Task<Outcome<Order>> ShipAsync(OperatorPass pass, Guid id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/orders/{id}/ship");
        pass.Attach(request);
        return await http.AskAsync<Order>(request, cancellationToken);
    }

    public async Task<Outcome<Order>> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/orders/{id}/cancel");
        return await http.AskAsync<Order>(request, cancellationToken);
    }
}
