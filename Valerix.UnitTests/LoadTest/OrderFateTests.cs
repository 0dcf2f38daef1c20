using Valerix.LoadTest.Judging;
using Valerix.LoadTest.Shops;

namespace Valerix.UnitTests.LoadTest;

public sealed class OrderFateTests
{
    private const int Ordered = 2;

    [Theory]
    [InlineData(true, nameof(Standing.Shipped), 2, 0, "Right")]
    [InlineData(true, nameof(Standing.Shipped), 2, 2, "Stuck")]
    [InlineData(true, nameof(Standing.Shipped), 4, 0, "Doubled")]
    [InlineData(true, nameof(Standing.Shipped), 0, 0, "Contradicted")]
    [InlineData(true, nameof(Standing.Refused), 0, 0, "Refused")]
    [InlineData(true, nameof(Standing.Refused), 2, 0, "Contradicted")]
    [InlineData(true, nameof(Standing.Open), 0, 0, "Stuck")]
    [InlineData(true, nameof(Standing.Open), 0, 2, "Stuck")]
    [InlineData(true, nameof(Standing.None), 0, 0, "Lost")]
    [InlineData(true, nameof(Standing.None), 0, 2, "Lost Stuck")]
    [InlineData(true, nameof(Standing.None), 4, 2, "Lost Doubled Stuck Contradicted")]
    [InlineData(false, nameof(Standing.None), 0, 0, "Refused")]
    [InlineData(false, nameof(Standing.None), 0, 2, "Stuck")]
    [InlineData(false, nameof(Standing.None), 2, 0, "Contradicted")]
    public void An_order_s_fate_follows_from_what_was_promised_and_what_the_ledger_says(
        bool isAcknowledged, string standing, int taken, int held, string expected)
    {
        var purchase = new Purchase(1, "c-1", "SKU-1", Ordered);
        if (isAcknowledged) purchase.Acknowledge();
        var fate = new OrderFate(purchase, Enum.Parse<Standing>(standing), new(taken, held));

        (string Name, bool IsSo)[] all =
        [
            ("Right", fate.IsRight),
            ("Refused", fate.IsRefused),
            ("Lost", fate.IsLost),
            ("Doubled", fate.IsDoubled),
            ("Stuck", fate.IsStuck),
            ("Contradicted", fate.IsContradicted),
        ];
        string.Join(' ', all.Where(it => it.IsSo).Select(it => it.Name)).ShouldBe(expected);
    }

    [Fact]
    public void Every_piece_beyond_the_ordered_ones_left_too_many() =>
        new OrderFate(new(1, "c-1", "SKU-1", Ordered), Standing.Shipped, new(Taken: 5, Held: 0)).PiecesTooMany.ShouldBe(3);
}
