using Valerix.InventoryApi.Domain;
using static Valerix.InventoryApi.Domain.ReservationOutcome;
using static Valerix.UnitTests.Shared.ReservationDeciderExamples;

namespace Valerix.UnitTests.Inventory;

/// <summary>Decisions while another transaction keeps product A locked.</summary>
public sealed class BusyProductTests
{
    [Fact]
    public void Nothing_that_would_move_the_product_is_decided()
    {
        var decider = WithBusyA();

        decider.Decide(ReserveFor(Order, ("A", 1), ("B", 1))).ShouldBeOfType<Busy>();

        ShouldHaveChangedNothing(decider);
    }

    [Fact]
    public void A_hold_of_it_can_be_neither_committed_nor_released_nor_ended()
    {
        var decider = WithBusyA(InState(ReservationState.Reserved) with { ExpiresAt = Now });

        decider.Decide(new ReservationCommand.Commit(Order)).ShouldBeOfType<Busy>();
        decider.Decide(new ReservationCommand.Release(Order)).ShouldBeOfType<Busy>();
        decider.Decide(new ReservationCommand.Lapse(Order)).ShouldBeOfType<Busy>();

        ShouldHaveChangedNothing(decider);
    }

    [Fact]
    public void What_moves_nothing_is_answered()
    {
        WithBusyA(InState(ReservationState.Reserved)).Decide(ReserveFor(Order, ("A", 2), ("B", 1))).ShouldBeOfType<Accepted>().Changed.ShouldBeFalse();
        WithBusyA(InState(ReservationState.Committed)).Decide(new ReservationCommand.Commit(Order)).ShouldBeOfType<Accepted>().Changed.ShouldBeFalse();
        WithBusyA().Decide(new ReservationCommand.Release(Order)).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public void Other_products_are_sold() => WithBusyA().Decide(ReserveFor(Order, ("B", 10))).ShouldBeOfType<Accepted>();
}
