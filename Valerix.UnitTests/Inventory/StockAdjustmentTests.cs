using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Storage;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Inventory;

/// <summary>What an operator may do to stock.</summary>
public sealed class StockAdjustmentTests
{
    private static readonly StockAdjustment _delivery = new("A", Quantity: 5, "delivery", "key-1");
    private static readonly Product _product = ReservationDeciderExamples.Product("A", onHand: 10, reserved: 4);

    [Fact]
    public void A_delivery_comes_onto_the_shelf_and_into_the_ledger()
    {
        var moved = Decide(_delivery).ShouldBeOfType<StockOutcome.Moved>();

        (moved.Product.OnHand, moved.Product.Reserved).ShouldBe((15, 4));
        moved.Movement.ShouldBe(new Movement
        {
            Sku = "A",
            Kind = MovementKind.Stock,
            OnHandDelta = 5,
            ReservedDelta = 0,
            IdempotencyKey = "key-1",
            Reason = "delivery",
            At = ReservationDeciderExamples.Now,
        });
    }

    [Fact]
    public void What_is_not_reserved_can_be_taken_out_to_the_last_piece() =>
        Decide(_delivery with { Quantity = -6 }).ShouldBeOfType<StockOutcome.Moved>().Product.Available.ShouldBe(0);

    [Fact]
    public void What_is_reserved_can_not() =>
        Decide(_delivery with { Quantity = -7 }).ShouldBe(new StockOutcome.InsufficientStock(new Shortage("A", Requested: 7, Available: 6)));

    [Fact]
    public void The_same_call_again_moves_nothing_and_answers_the_present_state() =>
        Decide(_delivery, earlier: MovementOf(_delivery)).ShouldBe(new StockOutcome.Replayed(_product));

    [Fact]
    public void A_repetition_is_one_even_if_it_would_not_be_possible_now()
    {
        var clearance = _delivery with { Quantity = -9 };

        Decide(clearance, earlier: MovementOf(clearance)).ShouldBeOfType<StockOutcome.Replayed>();
    }

    [Fact]
    public void A_key_that_moved_something_else_is_refused()
    {
        Decide(_delivery with { Quantity = 6 }, earlier: MovementOf(_delivery)).ShouldBe(new StockOutcome.KeyReused());
        Decide(_delivery with { Reason = "count" }, earlier: MovementOf(_delivery)).ShouldBe(new StockOutcome.KeyReused());
        Decide(_delivery, earlier: MovementOf(_delivery with { Sku = "B" })).ShouldBe(new StockOutcome.KeyReused());
    }

    [Fact]
    public void A_product_that_there_is_not_has_no_stock() =>
        _delivery.Decide(product: null, earlier: null, ReservationDeciderExamples.Now).ShouldBe(new StockOutcome.UnknownSku());

    [Fact]
    public void The_ledgers_time_never_runs_backwards()
    {
        var clock = ReservationDeciderExamples.Now;

        Ledger.TimeFor([], clock).ShouldBe(clock);
        Ledger.TimeFor([_product with { MovedAt = clock.AddSeconds(-1) }], clock).ShouldBe(clock);
        Ledger.TimeFor([_product with { MovedAt = clock.AddSeconds(1) }], clock).ShouldBe(clock.AddSeconds(1));
    }

    private static StockOutcome Decide(StockAdjustment adjustment, Movement? earlier = null) =>
        adjustment.Decide(_product, earlier, ReservationDeciderExamples.Now);

    private static Movement MovementOf(StockAdjustment adjustment) => new()
    {
        Sku = adjustment.Sku,
        Kind = MovementKind.Stock,
        OnHandDelta = adjustment.Quantity,
        ReservedDelta = 0,
        Reason = adjustment.Reason,
        IdempotencyKey = adjustment.IdempotencyKey,
        At = ReservationDeciderExamples.Earlier,
    };
}
