using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Both;

[Collection(WholeSystem.Name)]
public sealed class OpenApiTests(SharedApp shared)
{
    [Fact]
    public async Task The_Order_API_describes_every_route() => await ShouldListAsync(
        shared.App.Orders.Service,
        [
            "post /orders", "get /orders", "get /orders/{id}", "get /orders/{id}/events",
            "post /orders/{id}/ship", "post /orders/{id}/cancel", "post /orders/{id}/retry", "put /orders/{id}/status",
            "get /reconciliation", "post /reconciliation",
            "get /latency", "get /latency/stream", "get /operations", "get /operations/orders/{id}", "post /operations/retry",
            "get /events",
        ]);

    [Fact]
    public async Task The_Inventory_API_describes_every_route() => await ShouldListAsync(
        shared.App.Inventory.Service,
        [
            "get /products", "get /products/{sku}", "put /products/{sku}",
            "post /products/{sku}/stock", "get /products/{sku}/movements",
            "get /reservations/{orderId}", "put /reservations/{orderId}",
            "post /reservations/{orderId}/commit", "post /reservations/{orderId}/release",
            "get /gremlin", "put /gremlin", "delete /gremlin",
        ]);

    [Fact]
    public async Task Times_are_described_as_such()
    {
        var document = (await shared.App.Inventory.Service.GetAsync("/openapi/v1.json")).ShouldHave(HttpStatusCode.OK).Json;

        var reservation = document.GetProperty("components").GetProperty("schemas").GetProperty("Reservation").GetProperty("properties");
        var (created, expires) = (reservation.GetProperty("createdAt"), reservation.GetProperty("expiresAt"));
        (created.Text("type"), created.Text("format")).ShouldBe(("string", "date-time"));
        expires.GetProperty("type").EnumerateArray().Select(type => type.GetString()).ShouldBe(["null", "string"], ignoreOrder: true);
    }

    private static async Task ShouldListAsync(ServiceClient service, string[] expected)
    {
        var document = (await service.GetAsync("/openapi/v1.json")).ShouldHave(HttpStatusCode.OK).Json;

        document.Text("openapi").ShouldStartWith("3.");
        var routes = from path in document.GetProperty("paths").EnumerateObject()
                     from method in path.Value.EnumerateObject()
                     select $"{method.Name} {(path.Name.Length > 1 ? path.Name.TrimEnd('/') : path.Name)}";
        routes.ShouldBe(expected, ignoreOrder: true);
    }
}
