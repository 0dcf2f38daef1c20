using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Both;

/// <summary>Health while all is well; <c>Scenarios</c> has the rest.</summary>
[Collection(WholeSystem.Name)]
public sealed class HealthTests(SharedApp shared)
{
    [Theory]
    [InlineData(ValerixApp.OrderApi, "ordersdb", "inventoryapi", "orders")]
    [InlineData(ValerixApp.InventoryApi, "inventorydb")]
    public async Task Every_dependency_is_told_one_by_one(string service, params string[] dependencies)
    {
        var health = (await GetAsync(service, "/health")).Read<HealthMessage>();

        health.Status.ShouldBe("Healthy");
        health.Checks.Keys.ShouldBe(dependencies, ignoreOrder: true);
        health.Checks.Values.ShouldAllBe(check => check.Status == "Healthy" && check.Description != null && check.DurationMs >= 0);
    }

    [Theory]
    [InlineData(ValerixApp.OrderApi, "ordersdb")]
    [InlineData(ValerixApp.InventoryApi, "inventorydb")]
    public async Task Ready_asks_the_service_s_own_database_only(string service, string database)
    {
        var ready = (await GetAsync(service, "/ready")).Read<HealthMessage>();
        ready.Status.ShouldBe("Healthy");
        ready.Checks.Keys.ShouldBe(["process", database], ignoreOrder: true);
    }

    [Theory]
    [InlineData(ValerixApp.OrderApi)]
    [InlineData(ValerixApp.InventoryApi)]
    public async Task Every_service_says_that_it_is_alive(string service)
    {
        (await GetAsync(service, "/alive")).Read<HealthMessage>().Status.ShouldBe("Healthy");
        (await GetAsync(service, "/ready")).ShouldHave(HttpStatusCode.OK);
        (await GetAsync(service, "/health")).ShouldHave(HttpStatusCode.OK);
    }

    private async Task<Answer> GetAsync(string service, string path)
    {
        using var http = shared.App.CreateHttpClient(service);
        return await new ServiceClient(http, "").GetAsync(path);
    }
}
