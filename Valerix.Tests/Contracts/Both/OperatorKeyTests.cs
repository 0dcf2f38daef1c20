using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Both;

/// <summary>Calls that are the operator's, and what they answer to anybody else.</summary>
[Collection(WholeSystem.Name)]
public sealed class OperatorKeyTests(SharedApp shared)
{
    private static readonly Guid _id = Guid.CreateVersion7();

    public static TheoryData<string, string, string> OperatorCalls => new()
    {
        { ValerixApp.OrderApi, "GET", "/orders" },
        { ValerixApp.OrderApi, "POST", $"/orders/{_id}/ship" },
        { ValerixApp.OrderApi, "POST", $"/orders/{_id}/retry" },
        { ValerixApp.OrderApi, "PUT", $"/orders/{_id}/status" },
        { ValerixApp.OrderApi, "GET", "/reconciliation" },
        { ValerixApp.OrderApi, "POST", "/reconciliation" },
        { ValerixApp.OrderApi, "GET", "/events" },
        { ValerixApp.InventoryApi, "PUT", $"/products/SKU-{_id}" },
        { ValerixApp.InventoryApi, "POST", "/products/CONSOLE-1/stock" },
        { ValerixApp.InventoryApi, "PUT", $"/reservations/{_id}" },
        { ValerixApp.InventoryApi, "POST", $"/reservations/{_id}/commit" },
        { ValerixApp.InventoryApi, "POST", $"/reservations/{_id}/release" },
        { ValerixApp.InventoryApi, "PUT", "/gremlin" },
        { ValerixApp.InventoryApi, "DELETE", "/gremlin" },
    };

    [Theory, MemberData(nameof(OperatorCalls))]
    public async Task Without_the_right_key_they_are_refused_before_anything_is_read(string service, string method, string path)
    {
        var right = shared.App.OperatorKey;
        string?[] wrongKeys = [null, "", " ", "wrong", right[..^1], right + "x", right.ToUpperInvariant()];
        // One body would be taken, the other is no JSON at all: the answer must be the same.
        string?[] bodies = method == "GET" ? [null] : [GoodBody(path), "nonsense"];
        var before = await Footprint.OfAsync(shared.App);

        foreach (var (key, body) in from key in wrongKeys from body in bodies select (key, body))
        {
            var answer = await Client(service).SendAsync(new HttpMethod(method), path, body, key, Unique.Key());
            answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
            answer.Body.ShouldNotContain(right);
        }

        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    [Fact]
    public async Task What_a_shopper_does_needs_none()
    {
        var sku = await shared.App.Inventory.StockedAsync(1);
        var order = await shared.App.Orders.ConfirmedAsync((sku, 1));

        (await shared.App.Orders.GetAsync(order.Id)).ShouldHave(HttpStatusCode.OK);
        (await shared.App.Orders.EventsAsync(order.Id)).ShouldNotBeEmpty();
        (await shared.App.Orders.CancelAsync(order.Id)).ShouldHave(HttpStatusCode.OK);
        (await shared.App.Inventory.Service.GetAsync("/products")).ShouldHave(HttpStatusCode.OK);
    }

    private ServiceClient Client(string service) =>
        service == ValerixApp.OrderApi ? shared.App.Orders.Service : shared.App.Inventory.Service;

    private static string? GoodBody(string path) => path switch
    {
        _ when path.EndsWith("/status", StringComparison.Ordinal) => """{"status":"Shipped"}""",
        _ when path.EndsWith("/stock", StringComparison.Ordinal) => """{"quantity":1,"reason":"r"}""",
        _ when path.StartsWith("/products/", StringComparison.Ordinal) => """{"name":"n","unitPrice":1}""",
        "/gremlin" => """{"latency":{"every":1000000,"delayMs":0}}""",
        _ when path == $"/reservations/{_id}" => """{"lines":[{"sku":"CONSOLE-1","quantity":1}]}""",
        _ => null,
    };
}
