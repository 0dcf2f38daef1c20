using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders.Saga;

/// <summary>What has to be true of any saga that is declared, so that the engine can run it.</summary>
public sealed class OrderSagaTests
{
    [Fact]
    public void Every_state_whose_outcome_is_open_has_a_phase() =>
        OrderSaga.Phases.Select(phase => phase.Status).ShouldBe(
            [OrderStatus.Pending, OrderStatus.Shipping, OrderStatus.Cancelling], ignoreOrder: true);

    [Fact]
    public void Every_end_of_a_phase_is_a_transition_out_of_its_state()
    {
        foreach (var phase in OrderSaga.Phases)
        {
            foreach (var trigger in new[] { phase.Completed, phase.Refused, OrderTrigger.Escalate })
            {
                OrderStateMachine.Next(phase.Status, trigger).ShouldNotBeNull($"{phase.Status}, {trigger}").ShouldNotBe(phase.Status);
            }
        }
    }

    [Fact]
    public void Every_phase_can_be_resumed_and_escalated_from() =>
        OrderSaga.Phases.ShouldAllBe(phase => OrderStateMachine.Next(OrderStatus.NeedsAttention, phase.Resumed) == phase.Status);

    [Fact]
    public void Every_step_stands_in_some_phase_and_no_phase_has_one_twice()
    {
        OrderSaga.Phases.SelectMany(Steps).Distinct().ShouldBe(Enum.GetValues<SagaStep>(), ignoreOrder: true);
        OrderSaga.Phases.ShouldAllBe(phase => Steps(phase).Distinct().Count() == Steps(phase).Count());
    }

    [Fact]
    public void A_phase_of_three_steps_goes_forward_one_by_one_and_back_over_what_has_an_undo()
    {
        var phase = SagaExamples.Trip;

        phase.First.ShouldBe(SagaExamples.Book);
        phase.After(SagaExamples.Book).ShouldBe(SagaExamples.Look);
        phase.After(SagaExamples.Look).ShouldBe(SagaExamples.Pay);
        phase.After(SagaExamples.Pay).ShouldBeNull();

        phase.Undoing(SagaExamples.Pay).ShouldBe(SagaExamples.Unbook);
        phase.Undoing(SagaExamples.Look).ShouldBe(SagaExamples.Unbook);
        phase.Undoing(SagaExamples.Book).ShouldBeNull();
        phase.Undoing(SagaExamples.Unbook).ShouldBeNull();
        phase.Undoing(SagaExamples.Refund).ShouldBe(SagaExamples.Unbook);

        phase.Undoes(SagaExamples.Unbook).ShouldBeTrue();
        phase.Undoes(SagaExamples.Book).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => phase.After(SagaStep.Commit));
    }

    private static IEnumerable<SagaStep> Steps(SagaPhase phase) =>
        phase.Actions.SelectMany(action => new[] { action.Do, action.Undo }).OfType<SagaStep>();
}
