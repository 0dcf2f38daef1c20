using System.Net.Http.Headers;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Both;

/// <summary>Requests that no row of the contract has.</summary>
[Collection(WholeSystem.Name)]
public sealed class OtherRequestsTests(SharedApp shared)
{
    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/orders/0197a0d4-0000-7000-8000-000000000000/nowhere", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/orders", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PATCH", "/orders/0197a0d4-0000-7000-8000-000000000000", HttpStatusCode.MethodNotAllowed)]
    public async Task They_are_answered_with_a_problem_too(string method, string path, HttpStatusCode status)
    {
        var answer = await shared.App.Orders.Service.SendAsync(new HttpMethod(method), path);

        answer.ShouldHave(status);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Json.Text("traceId").ShouldMatch("^[0-9a-f]{32}$");
    }

    [Theory]
    [InlineData(ValerixApp.OrderApi, "GET", "/orders", HttpStatusCode.Unauthorized)]
    [InlineData(ValerixApp.OrderApi, "POST", "/orders/0197a0d4-0000-7000-8000-000000000000/ship", HttpStatusCode.Unauthorized)]
    [InlineData(ValerixApp.OrderApi, "GET", "/orders/0197a0d4-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData(ValerixApp.InventoryApi, "PUT", "/products/SKU", HttpStatusCode.Unauthorized)]
    [InlineData(ValerixApp.InventoryApi, "GET", "/products/SKU/movements?asOf=12:00:00.Z", HttpStatusCode.BadRequest)]
    [InlineData(ValerixApp.InventoryApi, "GET", "/products?after=%FF", HttpStatusCode.BadRequest)]
    public async Task A_browser_is_refused_with_the_same_problem(string service, string method, string path, HttpStatusCode status)
    {
        using var http = shared.App.CreateHttpClient(service);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Accept", "text/html,application/xhtml+xml" } } };

        var answer = await Answer.OfAsync(http, request, CancellationToken.None);

        answer.ShouldHave(status);
        answer.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        using var http = shared.App.CreateHttpClient(ValerixApp.OrderApi);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Content = new ByteArrayContent([.. "{\"customerId\":\""u8, 0xC3, 0x28, .. "\",\"lines\":[{\"sku\":\"S\",\"quantity\":1}]}"u8]),
            Headers = { { "Idempotency-Key", Unique.Key() } },
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var answer = await Answer.OfAsync(http, request, CancellationToken.None);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task A_trace_goes_on_where_the_caller_began_it()
    {
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";
        using var http = shared.App.CreateHttpClient(ValerixApp.OrderApi);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/orders/{Guid.CreateVersion7()}")
        {
            Headers = { { "traceparent", $"00-{TraceId}-b7ad6b7169203331-01" } },
        };

        var answer = await Answer.OfAsync(http, request, CancellationToken.None);

        answer.ShouldBeProblem(HttpStatusCode.NotFound, "order-not-found").Text("traceId").ShouldBe(TraceId);
    }
}
