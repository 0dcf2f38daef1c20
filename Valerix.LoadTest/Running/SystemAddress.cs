namespace Valerix.LoadTest.Running;

/// <summary>Where a running Valerix is, and what opens its operators' doors.</summary>
/// <param name="Orders">The Order API.</param>
/// <param name="Inventory">The Inventory API.</param>
/// <param name="OperatorKey">For both.</param>
internal sealed record SystemAddress(Uri Orders, Uri Inventory, string OperatorKey)
{
    private const string OperatorKeyHeader = "X-Api-Key";

    /// <summary>A client of the Order API.</summary>
    /// <param name="timeout">How long it waits for an answer.</param>
    public HttpClient CreateOrdersClient(TimeSpan timeout) => Create(Orders, timeout);

    /// <summary>A client of the Inventory API.</summary>
    /// <param name="timeout">How long it waits for an answer.</param>
    public HttpClient CreateInventoryClient(TimeSpan timeout) => Create(Inventory, timeout);

    private HttpClient Create(Uri address, TimeSpan timeout) => new(new SocketsHttpHandler { UseCookies = false, UseProxy = false })
    {
        BaseAddress = address,
        Timeout = timeout,
        DefaultRequestHeaders = { { OperatorKeyHeader, OperatorKey } },
    };
}
