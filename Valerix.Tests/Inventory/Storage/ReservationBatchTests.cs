using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Storage;
using Valerix.Tests.Running;
using static Valerix.UnitTests.Shared.ReservationDeciderExamples;

namespace Valerix.Tests.Inventory.Storage;

/// <summary>Many commands in one transaction: each has the outcome that it would have had alone, one after the other.</summary>
[Collection(WholeSystem.Name)]
public sealed class ReservationBatchTests(SharedApp shared) : IAsyncLifetime
{
    private InventoryDatabase _database = null!;

    public async Task InitializeAsync() => _database = await InventoryDatabase.CreateAsync(shared.App);

    public async Task DisposeAsync()
    {
        await _database.BooksShouldBeRightAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_same_reserve_twice_holds_once()
    {
        await _database.StockAsync("A", 10);

        var outcomes = await ExecuteAsync(ReserveFor(Order, ("A", 3)), ReserveFor(Order, ("A", 3)), ReserveFor(Order, ("A", 4)));

        Changed(outcomes[0]).ShouldBeTrue();
        Changed(outcomes[1]).ShouldBeFalse();
        outcomes[2].ShouldBeOfType<ReservationOutcome.Mismatch>();
        (await _database.StockOfAsync("A")).ShouldBe((10, 3));
        (await _database.LedgerAsync()).ShouldBe(["Reserve A"]);
    }

    [Fact]
    public async Task An_order_may_go_its_whole_way_in_one_batch()
    {
        await _database.StockAsync("A", 10);
        await _database.StockAsync("B", 10);

        var outcomes = await ExecuteAsync(
            ReserveFor(Order, ("A", 2), ("B", 1)),
            new ReservationCommand.Commit(Order),
            new ReservationCommand.Release(Order),
            new ReservationCommand.Commit(Order),
            ReserveFor(Order, ("A", 2), ("B", 1)));

        Changed(outcomes[0]).ShouldBeTrue();
        Changed(outcomes[1]).ShouldBeTrue();
        outcomes[2].ShouldBe(new ReservationOutcome.Closed(ReservationState.Committed));
        Changed(outcomes[3]).ShouldBeFalse();
        Changed(outcomes[4]).ShouldBeFalse();
        (await _database.StockOfAsync("A")).ShouldBe((8, 0));
        (await _database.StockOfAsync("B")).ShouldBe((9, 0));
        (await _database.LedgerAsync()).ShouldBe(["Reserve A", "Reserve B", "Commit A", "Commit B"]);
    }

    [Fact]
    public async Task A_release_that_came_first_closes_the_door_to_the_reserve_behind_it()
    {
        await _database.StockAsync("A", 10);

        var outcomes = await ExecuteAsync(new ReservationCommand.Release(Order), ReserveFor(Order, ("A", 1)), new ReservationCommand.Commit(OtherOrder));

        Changed(outcomes[0]).ShouldBeTrue();
        outcomes[1].ShouldBe(new ReservationOutcome.Closed(ReservationState.Released));
        outcomes[2].ShouldBeOfType<ReservationOutcome.NotFound>();
        (await _database.StockOfAsync("A")).ShouldBe((10, 0));
        (await _database.LedgerAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_piece_is_the_first_ones_and_a_refusal_takes_nothing_from_anybody()
    {
        await _database.StockAsync("A", 1);
        await _database.StockAsync("B", 10);
        var (first, second, third) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

        var outcomes = await ExecuteAsync(
            ReserveFor(second, ("A", 1), ("B", 1)),
            ReserveFor(first, ("A", 1), ("B", 1)),
            ReserveFor(third, ("B", 9)),
            ReserveFor(Guid.CreateVersion7(), ("NEVER-SEEN", 1), ("B", 1)));

        Changed(outcomes[0]).ShouldBeTrue();
        outcomes[1].ShouldBeOfType<ReservationOutcome.InsufficientStock>().Shortages.ShouldBe([new("A", 1, 0)]);
        Changed(outcomes[2]).ShouldBeTrue();
        outcomes[3].ShouldBeOfType<ReservationOutcome.UnknownSku>().Skus.ShouldBe(["NEVER-SEEN"]);
        (await _database.StockOfAsync("A")).ShouldBe((1, 1));
        (await _database.StockOfAsync("B")).ShouldBe((10, 10));
    }

    [Fact]
    public async Task What_one_batch_lets_go_a_later_command_of_it_may_take()
    {
        await _database.StockAsync("A", 1);
        await ExecuteAsync(ReserveFor(Order, ("A", 1)));

        var outcomes = await ExecuteAsync(new ReservationCommand.Release(Order), ReserveFor(OtherOrder, ("A", 1)));

        outcomes.ShouldAllBe(outcome => Changed(outcome));
        (await _database.StockOfAsync("A")).ShouldBe((1, 1));
        (await _database.LedgerAsync()).ShouldBe(["Reserve A", "Release A", "Reserve A"]);
    }

    [Fact]
    public async Task Batches_of_several_replicas_sell_each_piece_once()
    {
        const int Pieces = 60;
        await _database.StockAsync("A", Pieces);
        await _database.StockAsync("B", Pieces);
        // Each names its two products in another order, and half of the orders come to two replicas at once.
        var commands = Enumerable.Range(0, 100).Select(i => ReserveFor(Guid.CreateVersion7(), i % 2 == 0 ? [("A", 1), ("B", 1)] : [("B", 1), ("A", 1)])).ToArray();
        var batches = commands.Chunk(10).Concat(commands.Reverse().Take(50).Chunk(10));

        var outcomes = await Task.WhenAll(batches.AsParallel().Select(batch => new ReservationStore(_database.DataSource, TimeProvider.System).ExecuteAsync(batch, CancellationToken.None)));

        outcomes.SelectMany(batch => batch).Count(Changed).ShouldBe(Pieces);
        (await _database.StockOfAsync("A")).ShouldBe((Pieces, Pieces));
        (await _database.StockOfAsync("B")).ShouldBe((Pieces, Pieces));
    }

    private Task<IReadOnlyList<ReservationOutcome>> ExecuteAsync(params ReservationCommand[] commands) =>
        _database.Store.ExecuteAsync(commands, CancellationToken.None);

    private static bool Changed(ReservationOutcome outcome) => outcome is ReservationOutcome.Accepted { Changed: true };
}
