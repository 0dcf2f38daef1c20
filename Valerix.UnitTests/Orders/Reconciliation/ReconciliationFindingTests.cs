using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders.Reconciliation;

/// <summary>What is written and reported of what was found.</summary>
public sealed class ReconciliationFindingTests
{
    private static readonly ReconciliationFinding _agreed = Find(OrderStatus.Confirmed, ReservationState.Reserved);
    private static readonly ReconciliationFinding _mended = Find(OrderStatus.Rejected, ReservationState.Reserved);
    private static readonly ReconciliationFinding _escalated = Find(OrderStatus.Confirmed, ReservationState.Released);

    [Fact]
    public void Where_they_agree_nothing_is_written()
    {
        _agreed.Write.ShouldBeNull();
        _agreed.IsSettled(null).ShouldBeTrue();
    }

    [Fact]
    public void A_mend_is_a_step_that_anybody_may_begin_with_if_the_order_is_as_it_was()
    {
        var write = _mended.Write.ShouldNotBeNull();

        write.Sources.ShouldBe([OrderStatus.Rejected]);
        write.Change.ShouldBeNull();
        write.Step.ShouldBe(new PlannedStep(SagaStep.Release, SagaExamples.Token) { Attempts = 1, DueIn = TimeSpan.Zero });
        write.Step!.IsClaimable.ShouldBeTrue();
        write.Attempt.ShouldBe(new("Reconciliation", "Inventory holds stock for an order that is Rejected."));
    }

    [Fact]
    public void An_escalation_is_a_change_if_the_order_is_as_it_was()
    {
        var write = _escalated.Write.ShouldNotBeNull();

        write.Sources.ShouldBe([OrderStatus.Confirmed]);
        write.Change.ShouldBe(new(OrderTrigger.Escalate, "Inventory no longer holds the stock of this order."));
        write.Step.ShouldBeNull();
    }

    [Fact]
    public void An_order_that_had_moved_on_is_not_reported()
    {
        var step = SagaExamples.In(OrderStatus.Rejected, SagaStep.Release);

        _mended.IsSettled(step).ShouldBeTrue();
        (_mended with { Token = Guid.NewGuid() }).IsSettled(step).ShouldBeFalse();
        _mended.IsSettled(null).ShouldBeFalse();
        _escalated.IsSettled(SagaExamples.In(OrderStatus.NeedsAttention, SagaStep.Commit)).ShouldBeTrue();
        _escalated.IsSettled(SagaExamples.In(OrderStatus.Shipping, SagaStep.Commit)).ShouldBeFalse();
        _escalated.IsSettled(null).ShouldBeFalse();
    }

    [Fact]
    public void The_report_counts_what_agrees_and_names_what_does_not()
    {
        var report = ReconciliationReport.Begun(DateTimeOffset.UnixEpoch).With([_agreed, _mended]).With([_escalated, _agreed]);

        (report.Checked, report.Agreed, report.Unreachable).ShouldBe((4, 2, false));
        report.Mended.ShouldBe(
        [
            new(_mended.Order.Id, OrderStatus.Rejected, ReservationState.Reserved, "Release: Inventory holds stock for an order that is Rejected."),
        ]);
        report.Escalated.ShouldBe(
        [
            new(_escalated.Order.Id, OrderStatus.Confirmed, ReservationState.Released, "NeedsAttention: Inventory no longer holds the stock of this order."),
        ]);
    }

    private static ReconciliationFinding Find(OrderStatus status, ReservationState reservation) =>
        new(new(Guid.CreateVersion7(), status, DateTimeOffset.UnixEpoch), reservation, SagaExamples.Token);
}
