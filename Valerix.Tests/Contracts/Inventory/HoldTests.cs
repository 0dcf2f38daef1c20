using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>Reservations that lapse by themselves.</summary>
[Collection(WholeSystem.Name)]
public sealed class HoldTests(SharedApp shared)
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    private readonly InventoryClient _inventory = shared.App.Inventory;
    private readonly Guid _order = Guid.CreateVersion7();

    [Fact]
    public async Task A_hold_lapses_by_itself_and_stays_closed()
    {
        var sku = await _inventory.StockedAsync(5);
        (await _inventory.ReserveAsync(_order, holdSeconds: 1, (sku, 3))).ShouldHave(HttpStatusCode.Created);
        (await _inventory.ProductAsync(sku)).Reserved.ShouldBe(3);

        // Nobody asks about the order meanwhile: it happens by itself.
        await Eventually.Async(async _ => (await _inventory.ProductAsync(sku)).Reserved == 0, _bound, "the hold lapses");

        (await _inventory.CommitAsync(_order)).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-closed");
        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-closed");
        (await _inventory.ReleaseAsync(_order)).ShouldHave(HttpStatusCode.OK);
        var product = await _inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((5, 0));
    }

    [Fact]
    public async Task A_hold_that_can_not_be_ended_keeps_no_other_from_lapsing()
    {
        var process = await shared.App.Processes.PidsAsync(ValerixApp.InventoryApi);
        var (bad, good) = (await _inventory.StockedAsync(5), await _inventory.StockedAsync(5));
        (await _inventory.ReserveAsync(_order, holdSeconds: 2, (bad, 1))).ShouldHave(HttpStatusCode.Created);
        // As by a hand that slipped: no product has this name.
        await MoveAsync(bad, "gone");
        (await _inventory.ReserveAsync(Guid.CreateVersion7(), holdSeconds: 3, (good, 1))).ShouldHave(HttpStatusCode.Created);

        await Eventually.Async(async _ => (await _inventory.ProductAsync(good)).Reserved == 0, _bound, "the later hold lapses");

        await MoveAsync("gone", bad);
        await Eventually.Async(async _ => (await _inventory.ProductAsync(bad)).Reserved == 0, _bound, "the mended hold lapses");
        (await shared.App.Processes.PidsAsync(ValerixApp.InventoryApi)).ShouldBe(process, "nothing had to be started again");

        Task MoveAsync(string from, string to) => shared.App.Databases.ExecuteAsync(
            ValerixApp.InventoryDb, $"UPDATE reservation_lines SET sku = '{to}' WHERE order_id = '{_order}' AND sku = '{from}'");
    }

    [Fact]
    public async Task A_hold_that_is_committed_in_time_is_a_sale()
    {
        var sku = await _inventory.StockedAsync(5);
        (await _inventory.ReserveAsync(_order, holdSeconds: 86_400, (sku, 3))).ShouldHave(HttpStatusCode.Created);
        (await _inventory.CommitAsync(_order)).ShouldHave(HttpStatusCode.OK);
        (await _inventory.ProductAsync(sku)).OnHand.ShouldBe(2);
    }
}
