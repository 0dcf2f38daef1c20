using Valerix.OrderApi.Domain;
using static Valerix.UnitTests.Shared.SagaExamples;

namespace Valerix.UnitTests.Orders.Saga;

/// <summary>What is written when something happens to an order.</summary>
public sealed class SagaEngineTests
{
    private static readonly StepResult.Done _done = new("Done so.");
    private static readonly StepResult.Unknown _unknown = new("No idea.");
    private static readonly StepResult.NotAsked _notAsked = new("Not asked.");
    private static readonly Refusal _refusal = new([new("A", 2, 1)], []);
    private static readonly StepResult.Refused _refused = new("Refused so.", "It can't be.", _refusal);
    private static readonly StepResult.Contradiction _contradiction = new("What?", "It can't be true.");

    private readonly SagaEngine _engine = Engine();

    [Theory]
    [InlineData(nameof(OrderStatus.Pending), "Reserve")]
    [InlineData(nameof(OrderStatus.Confirmed), null)]
    [InlineData(nameof(OrderStatus.Rejected), null)]
    [InlineData(nameof(OrderStatus.Shipping), "Commit")]
    [InlineData(nameof(OrderStatus.Shipped), null)]
    [InlineData(nameof(OrderStatus.Delivered), null)]
    [InlineData(nameof(OrderStatus.Cancelling), "Release")]
    [InlineData(nameof(OrderStatus.Cancelled), null)]
    [InlineData(nameof(OrderStatus.NeedsAttention), null)]
    public void Who_enters_a_state_whose_outcome_is_open_holds_its_step_at_once(string status, string? step) =>
        _engine.StepInto(Enum.Parse<OrderStatus>(status), Token).ShouldBe(
            step is null ? null : new PlannedStep(Enum.Parse<SagaStep>(step), Token) { DueIn = TimeSpan.Zero, Lease = Lease });

    [Fact]
    public void A_request_brings_its_step_and_needs_no_lease()
    {
        var id = Guid.CreateVersion7();
        var cancel = new OrderChange(OrderTrigger.Cancel, "Somebody asked.");

        var write = _engine.Request(id, cancel, Token);

        (write.OrderId, write.Fence, write.Attempt, write.Change).ShouldBe((id, null, null, cancel));
        write.Sources.ShouldBe([OrderStatus.Pending, OrderStatus.Confirmed, OrderStatus.NeedsAttention], ignoreOrder: true);
        write.Step.ShouldBe(_engine.StepInto(OrderStatus.Cancelling, Token));
    }

    [Theory]
    [InlineData(nameof(OrderStatus.Pending), nameof(SagaStep.Reserve), nameof(OrderTrigger.Confirm), nameof(OrderTrigger.Reject))]
    [InlineData(nameof(OrderStatus.Shipping), nameof(SagaStep.Commit), nameof(OrderTrigger.CompleteShipping), nameof(OrderTrigger.Escalate))]
    [InlineData(nameof(OrderStatus.Cancelling), nameof(SagaStep.Release), nameof(OrderTrigger.CompleteCancelling), nameof(OrderTrigger.CompleteShipping))]
    public void Every_result_ends_a_phase_of_one_step_or_leaves_it_open(string status, string step, string done, string refused)
    {
        var order = In(Enum.Parse<OrderStatus>(status), Enum.Parse<SagaStep>(step));

        Trigger(order, _done).ShouldBe(done);
        Trigger(order, _refused).ShouldBe(refused);
        Trigger(order, _contradiction).ShouldBe(nameof(OrderTrigger.Escalate));
        Trigger(order, _unknown).ShouldBeNull();
        Trigger(order, _notAsked).ShouldBeNull();
    }

    [Fact]
    public void Whatever_came_of_it_the_attempt_is_noted_and_the_lease_decides_about_the_rest()
    {
        var order = In(OrderStatus.Pending, SagaStep.Reserve);
        foreach (var result in new StepResult[] { _done, _refused, _contradiction, _unknown, _notAsked })
        {
            var write = After(order, result);

            write.OrderId.ShouldBe(order.Id);
            write.Fence.ShouldBe(Token);
            write.Attempt.ShouldBe(new("ReserveAttempt", $"{result.Said} (12 ms)"));
        }

        After(order, _unknown with { Tries = 3 }).Attempt!.Detail.ShouldBe("No idea. (3 tries, 12 ms)");
    }

    [Fact]
    public void What_a_result_means_counts_only_in_the_state_that_asked_for_the_step()
    {
        foreach (var phase in OrderSaga.Phases)
        {
            foreach (var result in new StepResult[] { _done, _refused, _contradiction, _unknown, _notAsked })
            {
                After(In(phase.Status, phase.First), result).Sources.ShouldBe([phase.Status]);
            }
        }
    }

    [Fact]
    public void Prices_are_written_with_the_confirmation()
    {
        var write = After(In(OrderStatus.Pending, SagaStep.Reserve), _done with { PricedLines = [new("A", 2, 9.95m), new("B", 1, 0.10m)] });

        write.Total.ShouldBe(20.00m);
        write.Change.ShouldBe(new(OrderTrigger.Confirm, "Done so."));
        write.Step.ShouldBeNull();
    }

    [Fact]
    public void A_refusal_is_kept_with_the_order()
    {
        var write = After(In(OrderStatus.Pending, SagaStep.Reserve), _refused);

        write.Change.ShouldBe(new(OrderTrigger.Reject, "It can't be.", _refusal));
        write.Total.ShouldBeNull();
        write.Step.ShouldBeNull();
    }

    [Fact]
    public void Without_an_answer_the_step_waits_longer_each_time_and_is_anybody_s()
    {
        var order = In(OrderStatus.Shipping, SagaStep.Commit, attempts: 1);

        After(order, _unknown, jitter: 1).Step.ShouldBe(
            new(SagaStep.Commit, Token) { Attempts = 2, DueIn = Backoff.After(2, 1) });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(MaxAttempts - 1)]
    public void What_was_not_asked_is_no_attempt_even_at_the_last(int attempts)
    {
        var order = In(OrderStatus.Shipping, SagaStep.Commit, attempts);

        After(order, _notAsked, jitter: 1).Step.ShouldBe(
            new(SagaStep.Commit, Token) { Attempts = attempts, DueIn = Backoff.After(Math.Max(1, attempts), 1) });
    }

    [Fact]
    public void When_the_attempts_are_spent_a_person_has_to_look_and_the_step_waits_for_her()
    {
        After(In(OrderStatus.Pending, SagaStep.Reserve, MaxAttempts - 2), _unknown).Change.ShouldBeNull();

        var write = After(In(OrderStatus.Pending, SagaStep.Reserve, MaxAttempts - 1), _unknown);

        write.Change.ShouldBe(new(OrderTrigger.Escalate, "There was no answer in 4 attempts."));
        write.Step.ShouldBe(new(SagaStep.Reserve, Token) { Attempts = MaxAttempts - 1 });
    }

    [Fact]
    public void What_can_not_be_true_waits_for_a_person_as_well()
    {
        var write = After(In(OrderStatus.Pending, SagaStep.Reserve), _contradiction);

        write.Change.ShouldBe(new(OrderTrigger.Escalate, "It can't be true."));
        write.Step.ShouldBe(new(SagaStep.Reserve, Token));
    }

    [Theory]
    [InlineData(nameof(OrderStatus.Pending), nameof(OrderTrigger.ResumePlacing))]
    [InlineData(nameof(OrderStatus.Shipping), nameof(OrderTrigger.ResumeShipping))]
    [InlineData(nameof(OrderStatus.Cancelling), nameof(OrderTrigger.ResumeCancelling))]
    public void A_retry_goes_back_to_where_the_order_came_from_with_its_step_due_for_anybody(string from, string trigger)
    {
        var order = In(OrderStatus.NeedsAttention, SagaStep.Release, attempts: 100, _refusal, Enum.Parse<OrderStatus>(from));
        var token = Guid.NewGuid();

        var write = _engine.Resume(order, token).ShouldNotBeNull();

        write.Fence.ShouldBe(Token);
        write.Sources.ShouldBe([OrderStatus.NeedsAttention]);
        write.Change!.Trigger.ToString().ShouldBe(trigger);
        write.Step.ShouldBe(new(SagaStep.Release, token) { Attempts = 1, DueIn = TimeSpan.Zero, Refusal = _refusal });
        write.Step!.IsClaimable.ShouldBeTrue();
    }

    [Fact]
    public void An_order_that_needs_no_attention_is_not_retried() =>
        _engine.Resume(In(OrderStatus.Pending, SagaStep.Reserve), Token).ShouldBeNull();

    [Fact]
    public void After_a_step_comes_the_next_under_the_same_lease_and_after_the_last_the_end()
    {
        Next(Book, _done).ShouldBe(Held(Look));
        Next(Look, _done).ShouldBe(Held(Pay));

        var last = AfterInTrip(Pay, _done);
        last.Change.ShouldBe(new(OrderTrigger.Confirm, "Done so."));
        last.Step.ShouldBeNull();
    }

    [Fact]
    public void What_a_step_in_the_middle_made_known_is_written_then()
    {
        var write = AfterInTrip(Book, _done with { PricedLines = [new PricedLine("A", 2, 9.95m)] });

        write.Total.ShouldBe(19.90m);
        write.Change.ShouldBeNull();
    }

    [Fact]
    public void A_refusal_undoes_what_was_done_before_it_and_only_then_rejects()
    {
        var undo = AfterInTrip(Pay, _refused);
        undo.Change.ShouldBeNull();
        undo.Step.ShouldBe(Held(Unbook) with { Refusal = _refusal });

        var end = AfterInTrip(Unbook, _done, _refusal);
        end.Change.ShouldBe(new(OrderTrigger.Reject, "What was done before the refusal is undone.", _refusal));
        end.Step.ShouldBeNull();
    }

    [Fact]
    public void A_step_that_was_asked_before_is_undone_as_well_when_it_is_refused()
    {
        AfterInTrip(Pay, _refused with { Tries = 2 }).Step.ShouldBe(Held(Refund) with { Refusal = _refusal });
        AfterInTrip(Look, _refused with { Tries = 2 }).Step.ShouldBe(Held(Unbook) with { Refusal = _refusal });

        var asked = After(In(OrderStatus.Pending, SagaStep.Reserve, attempts: 1), _refused);
        (asked.Change, asked.Step).ShouldBe((null, Held(SagaStep.Release) with { Refusal = _refusal }));
    }

    [Fact]
    public void Undoing_goes_back_step_by_step_and_keeps_the_reason()
    {
        Next(Refund, _done, _refusal).ShouldBe(Held(Unbook) with { Refusal = _refusal });
        Next(Unbook, _unknown, _refusal)!.Refusal.ShouldBe(_refusal);
        Next(Unbook, _notAsked, _refusal)!.Refusal.ShouldBe(_refusal);
    }

    [Fact]
    public void An_undo_that_is_refused_is_a_person_s_business()
    {
        var write = AfterInTrip(Unbook, _refused, _refusal);

        write.Change.ShouldBe(new(OrderTrigger.Escalate, "It can't be."));
        write.Step.ShouldBe(new(Unbook, Token) { Refusal = _refusal });
    }

    [Fact]
    public void An_order_that_needs_nothing_can_not_have_tried_it()
    {
        var order = In(OrderStatus.Pending, SagaStep.Reserve);
        var idle = new Order
        {
            Id = order.Id,
            CustomerId = order.CustomerId,
            Status = order.Status,
            Message = order.Message,
            IdempotencyKey = order.IdempotencyKey,
            PayloadHash = order.PayloadHash,
            CreatedAt = order.CreatedAt,
            UpdatedAt = order.UpdatedAt,
            Lines = order.Lines,
        };

        Should.Throw<ArgumentException>(() => After(idle, _done));
    }

    private OrderWrite After(Order order, StepResult result, double jitter = 0.5) => _engine.After(order, result, Took, jitter);

    private string? Trigger(Order order, StepResult result) => After(order, result).Change?.Trigger.ToString();

    private static OrderWrite AfterInTrip(SagaStep step, StepResult result, Refusal? refusal = null) =>
        Engine([Trip]).After(In(OrderStatus.Pending, step, refusal: refusal), result, Took, jitter: 0.5);

    private static PlannedStep? Next(SagaStep step, StepResult result, Refusal? refusal = null) => AfterInTrip(step, result, refusal).Step;

    private static PlannedStep Held(SagaStep step) => new(step, Token) { DueIn = TimeSpan.Zero, Lease = Lease };
}
