using Valerix.OrderApi.Domain;
using static Valerix.UnitTests.Shared.SagaExamples;

namespace Valerix.UnitTests.Orders.Saga;

/// <summary>Steps of orders that are in no phase: they mend what reconciliation found.</summary>
public sealed class MendingTests
{
    private readonly SagaEngine _engine = Engine();

    [Fact]
    public void What_is_done_leaves_the_state_as_it_was_and_no_step()
    {
        var write = After(new StepResult.Done("Done so."));

        (write.Change, write.Step, write.Fence).ShouldBe((null, null, Token));
        write.Sources.ShouldBe([OrderStatus.Cancelled]);
        write.Attempt!.Type.ShouldBe("ReleaseAttempt");
    }

    [Fact]
    public void What_is_refused_or_can_not_be_is_for_a_person_to_look_at()
    {
        After(new StepResult.Refused("No.", "It can't be.")).Change.ShouldBe(new(OrderTrigger.Escalate, "It can't be."));
        After(new StepResult.Contradiction("What?", "It can't be true.")).Change.ShouldBe(new(OrderTrigger.Escalate, "It can't be true."));
    }

    [Fact]
    public void Without_an_answer_it_is_tried_again_until_the_attempts_are_spent()
    {
        After(new StepResult.NotAsked("Not asked."), attempts: MaxAttempts - 1).Step!.Attempts.ShouldBe(MaxAttempts - 1);
        After(new StepResult.Unknown("No idea.")).Step!.Attempts.ShouldBe(1);

        var last = After(new StepResult.Unknown("No idea."), attempts: MaxAttempts - 1);
        last.Change.ShouldBe(new(OrderTrigger.Escalate, $"There was no answer in {MaxAttempts} attempts."));
        last.Step.ShouldBeNull();
    }

    private OrderWrite After(StepResult result, int attempts = 0) =>
        _engine.After(In(OrderStatus.Cancelled, SagaStep.Release, attempts), result, Took, jitter: 1);
}
