using Valerix.Tests.Running;
using Xunit.Abstractions;

namespace Valerix.Tests.Scenarios.Accidents;

[Collection(ReplicatedSystem.Name)]
public sealed class RollingRestartTests(ReplicatedApp replicated, ITestOutputHelper output)
{
    private static readonly TimeSpan _betweenOrders = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = replicated.App;

    [Fact]
    public async Task Every_replica_is_restarted_under_load_and_no_shopper_sees_an_error()
    {
        var load = await OrderLoad.PrepareAsync(_app, orders: 300, atATime: 32, cancelEvery: 5, _betweenOrders);

        var shopping = load.RunAsync();
        foreach (var api in (string[])[ValerixApp.OrderApi, ValerixApp.InventoryApi])
        {
            foreach (var (replica, pid) in await _app.Processes.PidsAsync(api))
            {
                try
                {
                    await _app.Processes.StopAsync(replica);
                }
                finally
                {
                    await _app.Processes.StartAsync(replica);
                }

                await Eventually.Async(async _ => await _app.IsReadyAsync(replica), _bound, $"{replica} is ready again");
                (await _app.Processes.PidAsync(replica)).ShouldNotBe(pid);
            }
        }

        await shopping;
        await Aftermath.ShouldBeCleanAsync(_app, load, output);
    }
}
