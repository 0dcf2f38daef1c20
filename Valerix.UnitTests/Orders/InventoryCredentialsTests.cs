using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;

namespace Valerix.UnitTests.Orders;

/// <summary>An Inventory that refuses this service's key: no order pays for it, and /health says what to set right.</summary>
public sealed class InventoryCredentialsTests
{
    private static readonly IReadOnlyList<OrderLine> _lines = [new() { Sku = "A", Quantity = 1 }];

    [Fact]
    public async Task A_refused_key_is_no_attempt_and_health_says_so_until_the_key_is_taken()
    {
        var status = StatusCodes.Status401Unauthorized;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/ready", () => TypedResults.Ok());
        server.MapPut("/reservations/{orderId}", (Guid orderId) => status == StatusCodes.Status200OK
            ? Results.Ok(new { orderId, state = "Reserved", lines = new[] { new { sku = "A", quantity = 1, unitPrice = 1.00m } } })
            : Results.StatusCode(status));
        await server.StartAsync();
        using var host = OrderApi.With(server.Urls.Single());

        (await AskAsync(host.Services)).ShouldBeOfType<InventoryAnswer.KeyRefused>();
        var refused = await HealthAsync(host.Services);
        refused.Status.ShouldBe(HealthStatus.Degraded);
        refused.Description.ShouldNotBeNull().ShouldContain("Operator:Key");

        status = StatusCodes.Status200OK;
        (await AskAsync(host.Services)).ShouldBeOfType<InventoryAnswer.Reserved>();
        (await HealthAsync(host.Services)).Status.ShouldBe(HealthStatus.Healthy);
    }

    private static async Task<InventoryAnswer> AskAsync(IServiceProvider services) =>
        (await services.GetRequiredService<InventoryClient>().AskAsync(SagaStep.Reserve, Guid.CreateVersion7(), _lines, CancellationToken.None)).Answer;

    private static async Task<HealthReportEntry> HealthAsync(IServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "inventoryapi")).Entries["inventoryapi"];
}
