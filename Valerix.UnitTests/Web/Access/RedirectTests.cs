using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Valerix.OrderApi.Inventory;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Http;
using Valerix.Web.Clients;

namespace Valerix.UnitTests.Web.Access;

/// <summary>A service that redirects its callers, or an impostor in its place, learns nothing for another address.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private readonly WebApplication _api;
    private int _followed;

    public RedirectTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _api = builder.Build();
        _api.Run(context =>
        {
            if (context.Request.Path == "/elsewhere") _followed++;
            else (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status307TemporaryRedirect, "/elsewhere");
            return Task.CompletedTask;
        });
    }

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task No_client_of_Web_follows_one()
    {
        using var host = Host(builder => builder.Services.AddApiClients());
        var services = host.Services;

        await services.GetRequiredService<OrdersClient>().ShipAsync(Answers.Pass, Guid.NewGuid(), default);
        await services.GetRequiredService<Valerix.Web.Clients.InventoryClient>().PutProductAsync(Answers.Pass, "SKU", "Name", 1, default);
        var polled = await services.GetRequiredService<PollingClient>().GetOperationsAsync(Answers.Pass, default);

        polled.ShouldBeOfType<Outcome<Operations>.Refused>().Problem.Status.ShouldBe(307);
        _followed.ShouldBe(0);
    }

    [Fact]
    public async Task No_client_of_the_Order_API_follows_one()
    {
        using var host = Host(builder => builder.AddInventory());
        var factory = host.Services.GetRequiredService<IHttpClientFactory>();

        foreach (var name in new[] { nameof(Valerix.OrderApi.Inventory.InventoryClient), nameof(ReservationReader), nameof(InventoryHealthCheck) })
        {
            using var client = factory.CreateClient(name);
            (await client.GetAsync("/reservations/1")).StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        }

        _followed.ShouldBe(0);
    }

    private IHost Host(Action<HostApplicationBuilder> add)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
        [
            new(OperatorKey.ConfigurationKey, Answers.TheOperatorKey),
            new("services:orderapi:http:0", _api.Urls.Single()),
            new("services:inventoryapi:http:0", _api.Urls.Single()),
        ]);
        builder.AddServiceDefaults();
        add(builder);
        return builder.Build();
    }
}
