using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Valerix.ServiceDefaults.Http;
using Valerix.Web.Access;
using Valerix.Web.Clients;

namespace Valerix.UnitTests.Web;

/// <summary>Stands for an API: answers each request as the test says, and remembers what was asked.</summary>
internal sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public const string TheOperatorKey = "the operator's";

    public static readonly Order Confirmed = new(
        Guid.CreateVersion7(), "c-1", OrderStatus.Confirmed, [new("CONSOLE-1", 1, 499m)], 499m, "It is confirmed.", default, default);

    public static OperatorPass Pass { get; } = new(TheOperatorKey, () => true);

    private static readonly IConfiguration _configuration =
        new ConfigurationBuilder().AddInMemoryCollection([new(OperatorKey.ConfigurationKey, TheOperatorKey)]).Build();

    /// <summary>Of a Web that has the key.</summary>
    public static SignIns SignIns { get; } = new(new(_configuration, TimeProvider.System, NullLogger<OperatorKeyCheck>.Instance), TimeProvider.System);

    public static OperatorPasses Passes { get; } = new(SignIns, _configuration);

    /// <summary>The request line and the headers that matter here.</summary>
    public List<Asked> Requests { get; } = [];

    public OrdersClient OrdersClient => new(new HttpClient(this) { BaseAddress = new("http://orderapi") });

    public InventoryClient InventoryClient => new(new HttpClient(this) { BaseAddress = new("http://inventoryapi") });

    public PollingClient PollingClient => new(new HttpClient(this));

    public static HttpResponseMessage Json<T>(HttpStatusCode status, T value) => new(status) { Content = JsonContent.Create(value, options: Calls.Json) };

    public static HttpResponseMessage Problem(HttpStatusCode status, string detail) =>
        new(status) { Content = JsonContent.Create(new { title = "No", detail }, new MediaTypeHeaderValue("application/problem+json")) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(new(request.Method, request.RequestUri!, Header(request, IdempotencyKey.HeaderName), Header(request, OperatorKey.HeaderName)));
        return Task.FromResult(answer(request));
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    internal sealed record Asked(HttpMethod Method, Uri Address, string? IdempotencyKey, string? OperatorKey);
}
