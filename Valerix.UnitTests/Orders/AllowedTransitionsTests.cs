using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Orders;

public sealed class AllowedTransitionsTests
{
    [Theory]
    [InlineData(nameof(OrderStatus.Pending), new[] { "Cancelled" })]
    [InlineData(nameof(OrderStatus.Confirmed), new[] { "Shipped", "Cancelled" })]
    [InlineData(nameof(OrderStatus.Rejected), new string[0])]
    [InlineData(nameof(OrderStatus.Shipping), new[] { "Shipped" })]
    [InlineData(nameof(OrderStatus.Shipped), new[] { "Delivered" })]
    [InlineData(nameof(OrderStatus.Delivered), new string[0])]
    [InlineData(nameof(OrderStatus.Cancelling), new[] { "Cancelled" })]
    [InlineData(nameof(OrderStatus.Cancelled), new string[0])]
    [InlineData(nameof(OrderStatus.NeedsAttention), new[] { "Cancelled" })]
    public void What_can_be_asked_depends_on_the_state(string status, string[] goals) =>
        AllowedTransitions.AllowedFrom(Enum.Parse<OrderStatus>(status)).Select(goal => goal.ToString()).ShouldBe(goals, ignoreOrder: true);

    [Theory]
    [InlineData(nameof(OrderStatus.Shipped), nameof(OrderTrigger.Ship))]
    [InlineData(nameof(OrderStatus.Delivered), nameof(OrderTrigger.Deliver))]
    [InlineData(nameof(OrderStatus.Cancelled), nameof(OrderTrigger.Cancel))]
    public void A_goal_is_reached_by_its_trigger(string goal, string trigger) =>
        AllowedTransitions.ChangeTo(Enum.Parse<OrderStatus>(goal)).ShouldNotBeNull().Trigger.ToString().ShouldBe(trigger);

    [Theory]
    [InlineData(nameof(OrderStatus.Pending))]
    [InlineData(nameof(OrderStatus.Confirmed))]
    [InlineData(nameof(OrderStatus.Rejected))]
    [InlineData(nameof(OrderStatus.Shipping))]
    [InlineData(nameof(OrderStatus.Cancelling))]
    [InlineData(nameof(OrderStatus.NeedsAttention))]
    public void The_other_states_can_not_be_asked_for(string status) =>
        AllowedTransitions.ChangeTo(Enum.Parse<OrderStatus>(status)).ShouldBeNull();
}
