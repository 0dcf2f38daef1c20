using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>The ledger: everything that ever moved, and the balance at any time.</summary>
[Collection(WholeSystem.Name)]
public sealed class MovementTests(SharedApp shared)
{
    private readonly InventoryClient _inventory = shared.App.Inventory;

    [Fact]
    public async Task The_ledger_tells_what_happened_newest_first()
    {
        var (sku, kept, dropped) = (await _inventory.StockedAsync(10), Guid.CreateVersion7(), Guid.CreateVersion7());
        await MoveAsync(sku, kept, dropped);

        var movements = (await _inventory.MovementsAsync(sku)).Read<PageMessage<MovementMessage>>();

        movements.Next.ShouldBeNull();
        movements.Balance.ShouldBeNull();
        movements.Items.Select(entry => (entry.Kind, entry.OnHandDelta, entry.ReservedDelta, entry.OrderId)).ShouldBe(
        [
            ("Release", 0, -2, dropped),
            ("Commit", -3, -3, kept),
            ("Reserve", 0, 2, dropped),
            ("Reserve", 0, 3, kept),
            ("Stock", 10, 0, null),
        ]);
        movements.Items.Select(entry => entry.At).ShouldBeInOrder(SortDirection.Descending);
        movements.Items[^1].Reason.ShouldBe("a delivery");
    }

    [Fact]
    public async Task The_balance_at_any_time_is_rebuilt_from_the_ledger()
    {
        var sku = await _inventory.StockedAsync(10);
        await MoveAsync(sku, Guid.CreateVersion7(), Guid.CreateVersion7());
        var oldestFirst = (await _inventory.MovementsAsync(sku)).Read<PageMessage<MovementMessage>>().Items.Reverse().ToList();

        (await BalanceAsync(sku, "2000-01-01T00:00:00Z")).ShouldBe(new BalanceMessage(0, 0));
        foreach (var (entry, expected) in oldestFirst.Zip(
            [new BalanceMessage(10, 0), new BalanceMessage(10, 3), new BalanceMessage(10, 5), new BalanceMessage(7, 2), new BalanceMessage(7, 0)]))
        {
            (await BalanceAsync(sku, entry.At)).ShouldBe(expected, $"after {entry.Kind} at {entry.At}");
        }

        (await BalanceAsync(sku, "2999-12-31T23:59:59+01:00")).ShouldBe(new BalanceMessage(7, 0));
    }

    [Fact]
    public async Task With_a_time_the_ledger_ends_there()
    {
        var sku = await _inventory.StockedAsync(10);
        var first = (await _inventory.MovementsAsync(sku)).Read<PageMessage<MovementMessage>>().Items.ShouldHaveSingleItem();
        (await _inventory.AddStockAsync(sku, Unique.Key(), 5)).ShouldHave(HttpStatusCode.OK);

        var then = (await _inventory.MovementsAsync(sku, $"?asOf={Uri.EscapeDataString(first.At)}")).Read<PageMessage<MovementMessage>>();

        then.Items.ShouldHaveSingleItem().ShouldBe(first);
    }

    [Fact]
    public async Task It_comes_in_pages()
    {
        var sku = await _inventory.StockedAsync(1);
        for (var i = 2; i <= 5; i++) (await _inventory.AddStockAsync(sku, Unique.Key(), i)).ShouldHave(HttpStatusCode.OK);

        var seen = new List<long>();
        var cursor = "";
        for (var page = 1; page <= 3; page++)
        {
            var read = (await _inventory.MovementsAsync(sku, $"?limit=2{cursor}")).Read<PageMessage<MovementMessage>>();
            seen.AddRange(read.Items.Select(entry => entry.OnHandDelta));
            (read.Next is null).ShouldBe(page == 3);
            cursor = $"&cursor={read.Next}";
        }

        seen.ShouldBe([5, 4, 3, 2, 1]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=201")]
    [InlineData("limit=99999999999")]
    [InlineData("limit=ten")]
    [InlineData("cursor=nonsense")]
    [InlineData("cursor=AZegAAAAAAAAAAAAAAAAAA")]
    [InlineData("cursor=%00")]
    [InlineData("asOf=yesterday")]
    [InlineData("asOf=2026-01-31")]
    [InlineData("asOf=2026-01-31T12:00:00")]
    [InlineData("asOf=2026-01-31T12:00:00.Z")]
    [InlineData("cursor=AAAAAAAAAA%25")]
    [InlineData("asOf=2026-02-30T12:00:00Z")]
    [InlineData("asOf=9999999999")]
    [InlineData("asOf=%00")]
    public async Task Bad_queries_are_refused(string query)
    {
        var sku = await _inventory.StockedAsync(1);
        (await _inventory.MovementsAsync(sku, $"?{query}")).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public async Task The_ends_of_time_are_no_server_error(string time)
    {
        var sku = await _inventory.StockedAsync(1);
        var answer = await _inventory.MovementsAsync(sku, $"?asOf={Uri.EscapeDataString(time)}");
        answer.ShouldHave(HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_ledger_of_a_product_that_is_not_there_is_not_found() =>
        (await _inventory.MovementsAsync(Unique.Sku())).ShouldBeProblem(HttpStatusCode.NotFound, "unknown-sku");

    [Fact]
    public async Task What_is_written_in_the_ledger_stays_written()
    {
        var sku = await _inventory.StockedAsync(10);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => shared.App.Databases.ExecuteAsync(
            ValerixApp.InventoryDb, $"UPDATE movements SET on_hand_delta = 11 WHERE sku = '{sku}'"));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => shared.App.Databases.ExecuteAsync(
            ValerixApp.InventoryDb, $"DELETE FROM movements WHERE sku = '{sku}'"));
    }

    [Theory]
    [InlineData("DELETE FROM products WHERE sku = '{0}'")]
    [InlineData("UPDATE products SET sku = 'RENAMED' WHERE sku = '{0}'")]
    public async Task A_product_stays_as_long_as_its_ledger(string change)
    {
        var sku = await _inventory.StockedAsync(10);
        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => shared.App.Databases.ExecuteAsync(
            ValerixApp.InventoryDb, string.Format(System.Globalization.CultureInfo.InvariantCulture, change, sku)));
        refused.SqlState.ShouldBe(Npgsql.PostgresErrorCodes.RestrictViolation);
    }

    private async Task MoveAsync(string sku, Guid kept, Guid dropped)
    {
        (await _inventory.ReserveAsync(kept, null, (sku, 3))).ShouldHave(HttpStatusCode.Created);
        (await _inventory.ReserveAsync(dropped, null, (sku, 2))).ShouldHave(HttpStatusCode.Created);
        (await _inventory.CommitAsync(kept)).ShouldHave(HttpStatusCode.OK);
        (await _inventory.ReleaseAsync(dropped)).ShouldHave(HttpStatusCode.OK);
    }

    private async Task<BalanceMessage> BalanceAsync(string sku, string asOf) =>
        (await _inventory.MovementsAsync(sku, $"?asOf={Uri.EscapeDataString(asOf)}")).Read<PageMessage<MovementMessage>>().Balance.ShouldNotBeNull();
}
