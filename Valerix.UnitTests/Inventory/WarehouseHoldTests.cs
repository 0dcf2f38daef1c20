using Valerix.InventoryApi.Domain;
using static Valerix.InventoryApi.Domain.ReservationCommand;
using static Valerix.InventoryApi.Domain.ReservationOutcome;
using static Valerix.UnitTests.Shared.ReservationDeciderExamples;

namespace Valerix.UnitTests.Inventory;

/// <summary>Holds that lapse by themselves.</summary>
public sealed class WarehouseHoldTests
{
    private static readonly (MovementKind, string, long, long)[] _lapse = [(MovementKind.Lapse, "A", 0, -2), (MovementKind.Lapse, "B", 0, -1)];

    [Fact]
    public void A_hold_says_when_it_lapses()
    {
        var reserve = ReserveFor(Order, ("A", 2)) with { Hold = TimeSpan.FromSeconds(30) };

        Stocked(("A", 5)).Decide(reserve).ShouldBeOfType<Accepted>().Reservation.ExpiresAt.ShouldBe(Now.AddSeconds(30));
    }

    [Fact]
    public void An_overdue_hold_lapses_once()
    {
        var warehouse = With(HeldUntil(Now));

        var first = warehouse.Decide(new Lapse(Order)).ShouldBeOfType<Accepted>();
        var second = warehouse.Decide(new Lapse(Order)).ShouldBeOfType<Accepted>();

        (first.Changed, second.Changed).ShouldBe((true, false));
        (first.Reservation.State, first.Reservation.ExpiresAt).ShouldBe((ReservationState.Lapsed, null));
        warehouse.Closed.ShouldBe([first.Reservation]);
        Moved(warehouse).ShouldBe(_lapse);
    }

    [Fact]
    public void A_hold_with_time_left_does_not_lapse()
    {
        var warehouse = With(HeldUntil(Now.AddTicks(1)));

        warehouse.Decide(new Lapse(Order)).ShouldBeOfType<Accepted>().Changed.ShouldBeFalse();
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void A_hold_without_an_end_never_lapses()
    {
        var warehouse = With(InState(ReservationState.Reserved));

        warehouse.Decide(new Lapse(Order)).ShouldBeOfType<Accepted>().Changed.ShouldBeFalse();
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void Nothing_lapses_for_an_order_never_seen() => Stocked().Decide(new Lapse(Order)).ShouldBe(new NotFound());

    [Fact]
    public void A_hold_with_time_left_can_be_committed_and_does_not_expire_any_more()
    {
        var warehouse = With(HeldUntil(Now.AddTicks(1)));

        var committed = warehouse.Decide(new Commit(Order)).ShouldBeOfType<Accepted>().Reservation;

        (committed.State, committed.ExpiresAt).ShouldBe((ReservationState.Committed, null));
    }

    [Fact]
    public void A_commit_of_an_overdue_hold_is_refused_and_lets_it_lapse()
    {
        var warehouse = With(HeldUntil(Now));

        warehouse.Decide(new Commit(Order)).ShouldBe(new Closed(ReservationState.Lapsed));
        Moved(warehouse).ShouldBe(_lapse);
    }

    [Fact]
    public void A_reserve_again_of_an_overdue_hold_is_refused_and_lets_it_lapse()
    {
        var warehouse = With(HeldUntil(Now));

        warehouse.Decide(ReserveFor(Order, ("A", 2), ("B", 1))).ShouldBe(new Closed(ReservationState.Lapsed));
        Moved(warehouse).ShouldBe(_lapse);
    }

    [Fact]
    public void A_release_of_an_overdue_hold_finds_it_lapsed()
    {
        var warehouse = With(HeldUntil(Now));

        var accepted = warehouse.Decide(new Release(Order)).ShouldBeOfType<Accepted>();

        accepted.Reservation.State.ShouldBe(ReservationState.Lapsed);
        Moved(warehouse).ShouldBe(_lapse);
    }

    private static Reservation HeldUntil(DateTimeOffset end) => InState(ReservationState.Reserved) with { ExpiresAt = end };
}
