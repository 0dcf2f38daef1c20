namespace Valerix.OrderApi.Inventory;

/// <summary>Counts how often a request was really sent; what the resilience handler holds back never comes here.</summary>
internal sealed class TryCounter : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<int> _tries = new("tries");

    public static int TriesOf(HttpRequestMessage request) => request.Options.TryGetValue(_tries, out var tries) ? tries : 0;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(_tries, TriesOf(request) + 1);
        return base.SendAsync(request, cancellationToken);
    }
}
