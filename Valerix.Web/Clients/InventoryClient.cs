using Valerix.ServiceDefaults.Gremlin;
using Valerix.ServiceDefaults.Http;
using Valerix.Web.Access;

namespace Valerix.Web.Clients;

/// <summary>What an operator asks of the Inventory API.</summary>
internal sealed class InventoryClient(HttpClient http)
{
    public async Task<Outcome<GremlinPlan>> SetGremlinAsync(OperatorPass pass, GremlinPlan plan, CancellationToken cancellationToken)
    {
        using var request = Request(pass, HttpMethod.Put, "/gremlin", plan);
        return await http.AskAsync<GremlinPlan>(request, cancellationToken);
    }

    public async Task<Outcome<Product>> PutProductAsync(OperatorPass pass, string sku, string name, decimal unitPrice, CancellationToken cancellationToken)
    {
        using var request = Request(pass, HttpMethod.Put, $"/products/{sku}", new { name, unitPrice });
        return await http.AskAsync<Product>(request, cancellationToken);
    }

    /// <param name="pass">The operator's.</param>
    /// <param name="sku">What is delivered.</param>
    /// <param name="key">The same key delivers once.</param>
    /// <param name="quantity">How many pieces.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Outcome<Product>> ReceiveAsync(OperatorPass pass, string sku, string key, int quantity, CancellationToken cancellationToken)
    {
        using var request = Request(pass, HttpMethod.Post, $"/products/{sku}/stock", new { quantity, reason = "for the lab" });
        request.Headers.Add(IdempotencyKey.HeaderName, $"\"{key}\"");
        return await http.AskAsync<Product>(request, cancellationToken);
    }

    private static HttpRequestMessage Request<T>(OperatorPass pass, HttpMethod method, string path, T body)
    {
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, options: Calls.Json) };
        pass.Attach(request);
        return request;
    }
}
