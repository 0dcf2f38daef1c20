using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

[Collection(WholeSystem.Name)]
public sealed class ReservationTests(SharedApp shared)
{
    private readonly InventoryClient _inventory = shared.App.Inventory;
    private readonly Guid _order = Guid.CreateVersion7();

    [Fact]
    public async Task Reserving_holds_all_lines_and_the_same_again_changes_nothing()
    {
        var (one, two) = (await _inventory.StockedAsync(5), await _inventory.StockedAsync(5));

        (await _inventory.ReserveAsync(_order, null, (one, 3), (two, 1))).ShouldHave(HttpStatusCode.Created);
        (await _inventory.ReserveAsync(_order, null, (one, 3), (two, 1))).ShouldHave(HttpStatusCode.OK);
        (await _inventory.ReserveAsync(_order, null, (two, 1), (one, 1), (one, 2))).ShouldHave(HttpStatusCode.OK);

        await StockShouldBeAsync(one, onHand: 5, reserved: 3);
        await StockShouldBeAsync(two, onHand: 5, reserved: 1);
    }

    [Fact]
    public async Task A_shortage_holds_none_of_the_lines()
    {
        var (plenty, scarce) = (await _inventory.StockedAsync(5), await _inventory.StockedAsync(1));

        var refused = (await _inventory.ReserveAsync(_order, null, (plenty, 1), (scarce, 2))).ShouldBeProblem(HttpStatusCode.Conflict, "insufficient-stock");

        refused.Items<ShortageMessage>("shortages").ShouldBe([new() { Sku = scarce, Requested = 2, Available = 1 }]);
        await StockShouldBeAsync(plenty, onHand: 5, reserved: 0);
        await StockShouldBeAsync(scarce, onHand: 1, reserved: 0);
    }

    [Fact]
    public async Task A_refused_reserve_may_be_tried_again()
    {
        var sku = await _inventory.StockedAsync(1);
        (await _inventory.ReserveAsync(_order, null, (sku, 2))).ShouldHave(HttpStatusCode.Conflict);
        (await _inventory.AddStockAsync(sku, Unique.Key(), 1)).ShouldHave(HttpStatusCode.OK);
        (await _inventory.ReserveAsync(_order, null, (sku, 2))).ShouldHave(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_unknown_sku_holds_none_of_the_lines()
    {
        var (known, unknown) = (await _inventory.StockedAsync(5), Unique.Sku());

        var refused = (await _inventory.ReserveAsync(_order, null, (known, 1), (unknown, 1)))
            .ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "unknown-sku");

        refused.Text("detail").ShouldContain(unknown);
        await StockShouldBeAsync(known, onHand: 5, reserved: 0);
    }

    [Fact]
    public async Task Other_lines_under_the_same_id_are_refused()
    {
        var (sku, other) = (await _inventory.StockedAsync(5), await _inventory.StockedAsync(5));
        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldHave(HttpStatusCode.Created);

        (await _inventory.ReserveAsync(_order, null, (sku, 2))).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-mismatch");
        (await _inventory.ReserveAsync(_order, null, (other, 3))).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-mismatch");
        (await _inventory.ReserveAsync(_order, null, (sku, 3), (other, 1))).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-mismatch");

        await StockShouldBeAsync(sku, onHand: 5, reserved: 3);
        await StockShouldBeAsync(other, onHand: 5, reserved: 0);
    }

    [Fact]
    public async Task Committing_takes_the_stock_off_the_shelf_once_however_often_it_is_asked()
    {
        var sku = await _inventory.StockedAsync(5);
        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldHave(HttpStatusCode.Created);

        for (var i = 0; i < 3; i++) (await _inventory.CommitAsync(_order)).ShouldHave(HttpStatusCode.OK);
        await StockShouldBeAsync(sku, onHand: 2, reserved: 0);

        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldHave(HttpStatusCode.OK);
        (await _inventory.ReleaseAsync(_order)).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-closed");
        await StockShouldBeAsync(sku, onHand: 2, reserved: 0);
    }

    [Fact]
    public async Task Releasing_frees_the_stock_once_however_often_it_is_asked()
    {
        var sku = await _inventory.StockedAsync(5);
        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldHave(HttpStatusCode.Created);

        for (var i = 0; i < 3; i++) (await _inventory.ReleaseAsync(_order)).ShouldHave(HttpStatusCode.OK);

        await StockShouldBeAsync(sku, onHand: 5, reserved: 0);
        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-closed");
        (await _inventory.CommitAsync(_order)).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-closed");
        await StockShouldBeAsync(sku, onHand: 5, reserved: 0);
    }

    [Fact]
    public async Task A_release_that_comes_first_leaves_a_tombstone_for_the_reserve_that_comes_late()
    {
        var sku = await _inventory.StockedAsync(5);

        (await _inventory.ReleaseAsync(_order)).ShouldHave(HttpStatusCode.OK);
        (await _inventory.ReleaseAsync(_order)).ShouldHave(HttpStatusCode.OK);

        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-closed");
        (await _inventory.CommitAsync(_order)).ShouldBeProblem(HttpStatusCode.Conflict, "reservation-closed");
        await StockShouldBeAsync(sku, onHand: 5, reserved: 0);
    }

    [Fact]
    public async Task What_was_never_reserved_can_not_be_committed()
    {
        (await _inventory.CommitAsync(_order)).ShouldHave(HttpStatusCode.NotFound).ShouldBeClientProblem();
        (await _inventory.GetReservationAsync(_order)).ShouldHave(HttpStatusCode.NotFound).ShouldBeClientProblem();
    }

    [Fact]
    public async Task What_Inventory_believes_can_be_read()
    {
        var sku = await _inventory.StockedAsync(5);
        (await _inventory.ReserveAsync(_order, null, (sku, 3))).ShouldHave(HttpStatusCode.Created);
        await ShouldBelieveAsync("Reserved");
        (await _inventory.CommitAsync(_order)).ShouldHave(HttpStatusCode.OK);
        await ShouldBelieveAsync("Committed");

        async Task ShouldBelieveAsync(string state)
        {
            var reservation = (await _inventory.GetReservationAsync(_order)).ShouldHave(HttpStatusCode.OK).Json;
            reservation.Text("state").ShouldBe(state);
            var line = reservation.GetProperty("lines").EnumerateArray().ShouldHaveSingleItem();
            (line.Text("sku"), line.GetProperty("quantity").GetInt32()).ShouldBe((sku, 3));
        }
    }

    [Fact]
    public async Task Twenty_at_once_hold_reserve_and_commit_once_each()
    {
        var sku = await _inventory.StockedAsync(5);

        var reserves = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _inventory.ReserveAsync(_order, null, (sku, 3))));
        reserves.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        reserves.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(19);
        await StockShouldBeAsync(sku, onHand: 5, reserved: 3);

        var commits = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _inventory.CommitAsync(_order)));
        commits.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        await StockShouldBeAsync(sku, onHand: 2, reserved: 0);
    }

    [Fact]
    public async Task Of_a_commit_and_a_release_at_once_one_wins()
    {
        var sku = await _inventory.StockedAsync(100);
        var orders = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var order in orders) (await _inventory.ReserveAsync(order, null, (sku, 1))).ShouldHave(HttpStatusCode.Created);

        var committed = 0;
        foreach (var order in orders)
        {
            var answers = await Task.WhenAll(_inventory.CommitAsync(order), _inventory.ReleaseAsync(order));
            answers.Select(answer => answer.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
            if (answers[0].Status == HttpStatusCode.OK) committed++;
        }

        await StockShouldBeAsync(sku, onHand: 100 - committed, reserved: 0);
    }

    private async Task StockShouldBeAsync(string sku, int onHand, int reserved)
    {
        var product = await _inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved, product.Available).ShouldBe((onHand, reserved, onHand - reserved));
    }
}
