using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

[Collection(ReplicatedSystem.Name)]
public sealed class ReplicaCrashTests(ReplicatedApp replicated)
{
    private readonly ValerixApp _app = replicated.App;

    [LinuxFact]
    public async Task Killing_one_of_two_Inventories_loses_nothing()
    {
        var sku = await _app.Inventory.StockedAsync(1_000_000);
        var flow = new OrderFlow(_app, sku);
        await using (flow)
        {
            await flow.MoreAsync(20);
            await _app.Processes.KillAsync(ValerixApp.InventoryApi);
            await flow.MoreAsync(100);
        }

        flow.Unanswered.ShouldBeEmpty();
        flow.Answers.Where(answer => answer.Status is not (HttpStatusCode.Created or HttpStatusCode.Accepted)).ShouldBeEmpty();
        await Invariants.ShouldHoldAsync(_app, flow.Acknowledged, soldByOrdersOnly: [sku]);
    }
}
