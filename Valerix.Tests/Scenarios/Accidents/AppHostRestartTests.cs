using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Accidents;

[Collection(BreakableSystem.Name)]
public sealed class AppHostRestartTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"valerix-{Guid.NewGuid():N}");

    [Fact]
    public async Task What_was_ordered_is_there_after_a_restart_of_everything()
    {
        string[] settings = ["--Data:Transient=false", $"--Data:Folder={_folder}"];
        string sku;
        OrderMessage before;
        await using (var first = await ValerixApp.StartAsync(settings))
        {
            sku = await first.Inventory.StockedAsync(10);
            before = await first.Orders.ConfirmedAsync((sku, 3));
        }

        await using var second = await ValerixApp.StartAsync(settings);

        (await second.Orders.ReadAsync(before.Id)).ShouldBeEquivalentTo(before);
        (await second.Inventory.ProductAsync(sku)).Reserved.ShouldBe(3);
        (await second.Orders.ShipAsync(before.Id)).Read<OrderMessage>().Status.ShouldBe("Shipped");
        await Invariants.ShouldHoldAsync(second, soldByOrdersOnly: [sku]);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
