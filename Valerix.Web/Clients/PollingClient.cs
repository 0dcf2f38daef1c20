using System.Net;
using Valerix.ServiceDefaults.Http;

namespace Valerix.Web.Clients;

/// <summary>What is read over and over. Each read is tried once: the next one is its retry.</summary>
internal sealed class PollingClient(HttpClient http, IConfiguration configuration)
{
    public async Task<Outcome<IReadOnlyList<Product>>> ListProductsAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Services.InventoryApi}/products");
        return Items(await http.AskAsync<Page<Product>>(request, cancellationToken));
    }

    /// <summary>The newest orders of all shoppers, newest first. All of them are the operator's to see.</summary>
    public async Task<Outcome<IReadOnlyList<Order>>> ListOrdersAsync(int limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Services.OrderApi}/orders?limit={limit}");
        request.Headers.Add(OperatorKey.HeaderName, configuration[OperatorKey.ConfigurationKey]);
        return Items(await http.AskAsync<Page<Order>>(request, cancellationToken));
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

    private static Outcome<IReadOnlyList<T>> Items<T>(Outcome<Page<T>> page) => page switch
    {
        Outcome<Page<T>>.Answered(var value) => new Outcome<IReadOnlyList<T>>.Answered(value.Items),
        Outcome<Page<T>>.Refused(var problem) => new Outcome<IReadOnlyList<T>>.Refused(problem),
        Outcome<Page<T>>.Unknown(var reason) => new Outcome<IReadOnlyList<T>>.Unknown(reason),
        _ => throw new InvalidOperationException("An outcome is one of three."),
    };
}
