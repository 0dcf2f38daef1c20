using Valerix.LoadTest.Load.Books;

namespace Valerix.UnitTests.LoadTest;

public sealed class LedgerTests
{
    private static readonly Guid _shipped = Guid.NewGuid();
    private static readonly Guid _held = Guid.NewGuid();
    private static readonly Guid _released = Guid.NewGuid();

    private readonly Ledger _ledger = Ledger.Of(
    [
        new(OnHandDelta: 100, ReservedDelta: 0, OrderId: null),
        new(0, 3, _shipped),
        new(-3, -3, _shipped),
        new(0, 2, _held),
        new(0, 1, _released),
        new(0, -1, _released),
    ]);

    [Fact]
    public void It_adds_up_what_was_done_for_an_order()
    {
        _ledger.EffectOf([_shipped]).ShouldBe(new(Taken: 3, Held: 0));
        _ledger.EffectOf([_held]).ShouldBe(new(Taken: 0, Held: 2));
        _ledger.EffectOf([_released]).ShouldBe(StockEffect.None);
    }

    [Fact]
    public void It_adds_up_what_was_done_under_several_ids() =>
        _ledger.EffectOf([_shipped, _held, Guid.NewGuid()]).ShouldBe(new(Taken: 3, Held: 2));

    [Fact]
    public void It_finds_what_was_done_for_nobody() =>
        _ledger.EffectOfOthers(new HashSet<Guid> { _shipped, _released }).ShouldBe(new(Taken: 0, Held: 2));

    [Theory]
    [InlineData(97, 2, true)]
    [InlineData(96, 2, false)]
    [InlineData(97, 1, false)]
    public void It_agrees_with_a_product_of_the_same_sums(long onHand, long reserved, bool agrees) =>
        _ledger.AgreesWith(new("SKU-1", onHand, reserved)).ShouldBe(agrees);
}
