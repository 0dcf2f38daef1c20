using Valerix.Web.Clients;
using Valerix.Web.Lab;

namespace Valerix.UnitTests.Web.Lab;

/// <summary>When both books tell the same story, and when they do not.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData(OrderStatus.Confirmed, ReservationState.Reserved, 2, 0, true)]
    [InlineData(OrderStatus.Confirmed, ReservationState.Reserved, 4, 0, false)]
    [InlineData(OrderStatus.Confirmed, ReservationState.Released, 0, 0, false)]
    [InlineData(OrderStatus.Confirmed, null, 0, 0, false)]
    [InlineData(OrderStatus.Shipped, ReservationState.Committed, 0, 2, true)]
    [InlineData(OrderStatus.Shipped, ReservationState.Committed, 0, 4, false)]
    [InlineData(OrderStatus.Shipped, ReservationState.Reserved, 2, 0, false)]
    [InlineData(OrderStatus.Rejected, null, 0, 0, true)]
    [InlineData(OrderStatus.Cancelled, ReservationState.Released, 0, 0, true)]
    [InlineData(OrderStatus.Cancelled, ReservationState.Reserved, 2, 0, false)]
    [InlineData(OrderStatus.Cancelled, ReservationState.Released, 1, 0, false)]
    [InlineData(OrderStatus.Pending, ReservationState.Reserved, 2, 0, false)]
    public void They_agree_on_the_state_and_on_every_piece(OrderStatus order, ReservationState? inventory, long held, long left, bool agree) =>
        new Finding(order, inventory, held, left, Quantity: 2).Agree.ShouldBe(agree);
}
