using Valerix.InventoryApi.Domain;
using static Valerix.InventoryApi.Domain.ReservationCommand;
using static Valerix.InventoryApi.Domain.ReservationOutcome;
using static Valerix.UnitTests.Shared.ReservationDeciderExamples;

namespace Valerix.UnitTests.Inventory;

/// <summary>How a reservation ends: by commit or by release.</summary>
public sealed class WarehouseCloseTests
{
    [Fact]
    public void A_commit_takes_the_stock_off_the_shelf_once()
    {
        var warehouse = With(InState(ReservationState.Reserved));

        var first = warehouse.Decide(new Commit(Order)).ShouldBeOfType<Accepted>();
        var second = warehouse.Decide(new Commit(Order)).ShouldBeOfType<Accepted>();

        (first.Changed, second.Changed).ShouldBe((true, false));
        second.Reservation.ShouldBe(first.Reservation);
        first.Reservation.State.ShouldBe(ReservationState.Committed);
        first.Reservation.UpdatedAt.ShouldBe(Now);
        warehouse.Closed.ShouldBe([first.Reservation]);
        warehouse.Opened.ShouldBeEmpty();
        Moved(warehouse).ShouldBe([(MovementKind.Commit, "A", -2, -2), (MovementKind.Commit, "B", -1, -1)]);
    }

    [Theory]
    [InlineData(nameof(ReservationState.Released))]
    [InlineData(nameof(ReservationState.Lapsed))]
    public void A_commit_after_the_end_is_refused(string stateName)
    {
        var state = Enum.Parse<ReservationState>(stateName);
        var warehouse = With(InState(state));

        warehouse.Decide(new Commit(Order)).ShouldBe(new Closed(state));
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void A_commit_of_what_was_never_reserved_is_not_found()
    {
        var warehouse = Stocked(("A", 5));

        warehouse.Decide(new Commit(Order)).ShouldBe(new NotFound());
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void A_release_lets_go_once()
    {
        var warehouse = With(InState(ReservationState.Reserved));

        var first = warehouse.Decide(new Release(Order)).ShouldBeOfType<Accepted>();
        var second = warehouse.Decide(new Release(Order)).ShouldBeOfType<Accepted>();

        (first.Changed, second.Changed).ShouldBe((true, false));
        first.Reservation.State.ShouldBe(ReservationState.Released);
        Moved(warehouse).ShouldBe([(MovementKind.Release, "A", 0, -2), (MovementKind.Release, "B", 0, -1)]);
    }

    [Fact]
    public void A_release_after_the_commit_is_refused()
    {
        var warehouse = With(InState(ReservationState.Committed));

        warehouse.Decide(new Release(Order)).ShouldBe(new Closed(ReservationState.Committed));
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void A_release_of_a_lapsed_hold_is_content_with_it()
    {
        var warehouse = With(InState(ReservationState.Lapsed));

        warehouse.Decide(new Release(Order)).ShouldBeOfType<Accepted>().Changed.ShouldBeFalse();
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void A_release_of_an_order_never_seen_leaves_a_tombstone_that_refuses_what_comes_late()
    {
        var warehouse = Stocked(("A", 5));

        var (tombstone, changed) = warehouse.Decide(new Release(Order)).ShouldBeOfType<Accepted>();

        changed.ShouldBeTrue();
        (tombstone.State, tombstone.Lines.Count).ShouldBe((ReservationState.Released, 0));
        warehouse.Opened.ShouldBe([tombstone]);
        warehouse.Decide(ReserveFor(Order, ("A", 1))).ShouldBe(new Closed(ReservationState.Released));
        warehouse.Decide(new Commit(Order)).ShouldBe(new Closed(ReservationState.Released));
        warehouse.Movements.ShouldBeEmpty();
    }

    [Fact]
    public void A_reservation_that_is_opened_and_closed_in_one_go_is_written_once_in_its_last_state()
    {
        var warehouse = Stocked(("A", 5));

        warehouse.Decide(ReserveFor(Order, ("A", 2)));
        warehouse.Decide(new Commit(Order));

        warehouse.Opened.ShouldHaveSingleItem().State.ShouldBe(ReservationState.Committed);
        warehouse.Closed.ShouldBeEmpty();
        Moved(warehouse).ShouldBe([(MovementKind.Reserve, "A", 0, 2), (MovementKind.Commit, "A", -2, -2)]);
    }

    [Fact]
    public void What_is_let_go_can_be_reserved_by_the_next()
    {
        var warehouse = Stocked(("A", 1));
        warehouse.Decide(ReserveFor(Order, ("A", 1)));
        warehouse.Decide(new Release(Order));

        warehouse.Decide(ReserveFor(OtherOrder, ("A", 1))).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public void What_left_the_shelf_is_gone()
    {
        var warehouse = Stocked(("A", 1));
        warehouse.Decide(ReserveFor(Order, ("A", 1)));
        warehouse.Decide(new Commit(Order));

        warehouse.Decide(ReserveFor(OtherOrder, ("A", 1))).ShouldBeOfType<InsufficientStock>();
    }

    [Fact]
    public void A_command_the_warehouse_does_not_know_is_a_fault() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Stocked().Decide(new Unheard(Order)));

    private sealed record Unheard(Guid OrderId) : ReservationCommand(OrderId);
}
