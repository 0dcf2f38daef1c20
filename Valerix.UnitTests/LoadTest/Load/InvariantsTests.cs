using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Books;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.UnitTests.LoadTest.Load;

public sealed class InvariantsTests
{
    private const string Sku = "SKU-1";
    private const int Quantity = 2;
    private static readonly Guid _id = Guid.NewGuid();

    [Theory]
    [InlineData("Confirmed", 0, 0, 2)]
    [InlineData("Shipped", 2, 1, 0)]
    [InlineData("Delivered", 2, 1, 0)]
    [InlineData("Cancelled", 0, 0, 0)]
    [InlineData("Rejected", 0, 0, 0)]
    [InlineData("NeedsAttention", 0, 0, 2)]
    public void Stock_that_fits_the_status_is_right(string status, int taken, int times, int held) =>
        BrokenOf(status, new(taken, times, held)).ShouldBeEmpty();

    [Theory]
    [InlineData("Confirmed", 0, 0, 0)]
    [InlineData("Confirmed", 2, 1, 0)]
    [InlineData("Shipped", 0, 0, 2)]
    [InlineData("Shipped", 4, 2, 0)]
    [InlineData("Shipped", 2, 2, 0)]
    [InlineData("Shipped", 2, 1, 2)]
    [InlineData("Cancelled", 0, 0, 2)]
    [InlineData("Rejected", 2, 1, 0)]
    [InlineData("NeedsAttention", 1, 1, 0)]
    public void Stock_that_does_not_fit_the_status_is_found(string status, int taken, int times, int held) =>
        BrokenOf(status, new(taken, times, held)).ShouldHaveSingleItem().ShouldStartWith("Stock left the shelf exactly once");

    [Theory]
    [InlineData("Pending", 0)]
    [InlineData("Shipping", 2)]
    [InlineData("Cancelling", 0)]
    public void An_order_that_is_still_under_way_is_found(string status, int held) =>
        BrokenOf(status, new(0, 0, held)).ShouldHaveSingleItem().ShouldContain("no order is under way");

    [Fact]
    public void A_reservation_that_its_movements_deny_is_found() =>
        BrokenOf("Confirmed", new(0, 0, Quantity), reservation: "Released").ShouldHaveSingleItem().ShouldStartWith("Each reservation");

    [Fact]
    public void An_order_that_a_repeated_key_does_not_lead_to_is_found() =>
        BrokenOf("Confirmed", new(0, 0, Quantity), again: Guid.NewGuid()).ShouldHaveSingleItem().ShouldStartWith("One key");

    [Theory]
    [InlineData(3.25, true)]
    [InlineData(3.26, false)]
    public void An_answer_that_comes_too_late_is_found(double seconds, bool holds) =>
        BrokenOf("Confirmed", new(0, 0, Quantity), answerSeconds: seconds).Count.ShouldBe(holds ? 0 : 1);

    private static List<string> BrokenOf(string status, Effect effect, string? reservation = null, Guid? again = null, double answerSeconds = 0.1)
    {
        var trace = new OrderTrace(1, TimeSpan.Zero) { OrderId = _id };
        trace.Note(new(TimeSpan.Zero, TimeSpan.FromSeconds(answerSeconds), OrderDriver.PlaceCall, "201"));
        trace.Tell(FirstResponse.Confirmed, TimeSpan.FromSeconds(answerSeconds));
        var books = new AuditData
        {
            Orders = [new(_id, status, "c-1")],
            Products = [new(Sku, OnHand: 10, Reserved: 5)],
            Ledger = new Dictionary<string, LedgerSum> { [Sku] = new(10, 5) },
            Effects = new Dictionary<(Guid, string), Effect> { [(_id, Sku)] = effect },
            Reservations = reservation is null ? new Dictionary<Guid, string?>() : new Dictionary<Guid, string?> { [_id] = reservation },
            Repeats = [(1, _id, again ?? _id)],
        };
        return [.. Invariants.Check(books, [trace], _ => [new LineMessage(Sku, Quantity)], _ => "c-1").Where(finding => finding.IsBroken).Select(finding => finding.Rule)];
    }
}
