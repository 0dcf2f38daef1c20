using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Valerix.OrderApi.Inventory;
using Valerix.ServiceDefaults;

namespace Valerix.UnitTests.Orders;

public sealed class InventoryExtensionsTests
{
    private const int Calls = 32;
    private const int Rounds = 10;

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    /// <summary>On a busy machine the time of a first call may run out while it is compiled, so the answer may be no; an exception is the fault.</summary>
    [Fact]
    public async Task First_calls_that_come_at_the_same_time_are_all_answered()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            builder.AddServiceDefaults();
            builder.AddInventory();
            builder.Services.AddHttpClient<InventoryClient>().ConfigurePrimaryHttpMessageHandler(() => new Ready());
            using var host = builder.Build();
            var client = host.Services.GetRequiredService<InventoryClient>();
            using var start = new Barrier(Calls);

            var calls = Enumerable.Range(0, Calls).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(_bound);
                    return client.IsReadyAsync(CancellationToken.None);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap());

            (await Task.WhenAll(calls).WaitAsync(_bound)).Length.ShouldBe(Calls);
        }
    }

    private sealed class Ready : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
