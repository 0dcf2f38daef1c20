using Valerix.InventoryApi.Domain;
using static Valerix.InventoryApi.Domain.ReservationOutcome;
using static Valerix.UnitTests.Shared.ReservationDeciderExamples;

namespace Valerix.UnitTests.Inventory;

/// <summary>Whether stock is held for an order.</summary>
public sealed class WarehouseReserveTests
{
    [Fact]
    public void A_reserve_holds_every_line_at_the_price_of_the_moment()
    {
        var warehouse = Stocked(("A", 5), ("B", 5));

        var accepted = warehouse.Decide(ReserveFor(Order, ("A", 2), ("B", 1))).ShouldBeOfType<Accepted>();

        accepted.Changed.ShouldBeTrue();
        accepted.Reservation.State.ShouldBe(ReservationState.Reserved);
        accepted.Reservation.Lines.ShouldBe([new("A", 2, 9.99m), new("B", 1, 9.99m)]);
        accepted.Reservation.ExpiresAt.ShouldBeNull();
        warehouse.Opened.ShouldBe([accepted.Reservation]);
        warehouse.Closed.ShouldBeEmpty();
        Moved(warehouse).ShouldBe([(MovementKind.Reserve, "A", 0, 2), (MovementKind.Reserve, "B", 0, 1)]);
        warehouse.Movements.ShouldAllBe(movement => movement.OrderId == Order && movement.At == Now);
    }

    [Fact]
    public void The_last_pieces_can_be_reserved_and_not_one_more()
    {
        var warehouse = Stocked(("A", 3));

        warehouse.Decide(ReserveFor(Order, ("A", 3))).ShouldBeOfType<Accepted>();

        var refused = warehouse.Decide(ReserveFor(OtherOrder, ("A", 1))).ShouldBeOfType<InsufficientStock>();
        refused.Shortages.ShouldBe([new Shortage("A", Requested: 1, Available: 0)]);
        warehouse.Movements.Count.ShouldBe(1);
    }

    [Fact]
    public void One_line_that_is_short_leaves_nothing_behind_and_only_it_is_named()
    {
        var warehouse = Stocked(("A", 5), ("B", 1));

        var refused = warehouse.Decide(ReserveFor(Order, ("A", 2), ("B", 2))).ShouldBeOfType<InsufficientStock>();

        refused.Shortages.ShouldBe([new Shortage("B", Requested: 2, Available: 1)]);
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void What_others_hold_is_not_available()
    {
        var warehouse = new ReservationDecider([Product("A", onHand: 5, reserved: 4)], [], Now, busy: new HashSet<string>());

        warehouse.Decide(ReserveFor(Order, ("A", 2))).ShouldBeOfType<InsufficientStock>().Shortages.ShouldBe([new Shortage("A", 2, 1)]);
    }

    [Fact]
    public void An_unknown_sku_counts_before_a_shortage_and_leaves_nothing_behind()
    {
        var warehouse = Stocked(("A", 1));

        warehouse.Decide(ReserveFor(Order, ("A", 2), ("X", 1), ("Y", 1))).ShouldBeOfType<UnknownSku>().Skus.ShouldBe(["X", "Y"]);
        ShouldHaveChangedNothing(warehouse);
    }

    [Fact]
    public void A_refused_reserve_may_succeed_later()
    {
        var warehouse = Stocked(("A", 1));
        warehouse.Decide(ReserveFor(Order, ("A", 2))).ShouldBeOfType<InsufficientStock>();

        warehouse.Decide(ReserveFor(Order, ("A", 1))).ShouldBeOfType<Accepted>().Changed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(nameof(ReservationState.Reserved))]
    [InlineData(nameof(ReservationState.Committed))]
    public void The_same_reserve_again_answers_the_present_state_and_moves_nothing(string stateName)
    {
        var state = Enum.Parse<ReservationState>(stateName);
        var warehouse = With(InState(state));

        var accepted = warehouse.Decide(ReserveFor(Order, ("A", 2), ("B", 1))).ShouldBeOfType<Accepted>();

        (accepted.Changed, accepted.Reservation.State, accepted.Reservation.UpdatedAt).ShouldBe((false, state, Earlier));
        ShouldHaveChangedNothing(warehouse);
    }

    [Theory]
    [InlineData(nameof(ReservationState.Released))]
    [InlineData(nameof(ReservationState.Lapsed))]
    public void A_reserve_after_the_end_is_refused(string stateName)
    {
        var state = Enum.Parse<ReservationState>(stateName);
        var warehouse = With(InState(state));

        warehouse.Decide(ReserveFor(Order, ("A", 2), ("B", 1))).ShouldBe(new Closed(state));
        ShouldHaveChangedNothing(warehouse);
    }

    [Theory]
    [InlineData("A", 2, null, 0)]
    [InlineData("A", 2, "B", 2)]
    [InlineData("A", 2, "C", 1)]
    public void Other_lines_under_the_sameOrder_are_a_mismatch(string sku, int quantity, string? otherSku, int otherQuantity)
    {
        var warehouse = With(InState(ReservationState.Reserved));
        (string, int)[] lines = otherSku is null ? [(sku, quantity)] : [(sku, quantity), (otherSku, otherQuantity)];

        warehouse.Decide(ReserveFor(Order, lines)).ShouldBe(new Mismatch());
        ShouldHaveChangedNothing(warehouse);
    }
}
