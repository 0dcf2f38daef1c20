using Polly.CircuitBreaker;
using Valerix.OrderApi.Domain;
using static Valerix.OrderApi.Domain.OrderStatus;

namespace Valerix.OrderApi.Endpoints;

/// <summary>Examples of an operator's views, with the order of <see cref="OrderExamples"/>, for the OpenAPI document.</summary>
internal static class OperationsExamples
{
    /// <summary>One order was answered at once, and none is delayed.</summary>
    public static OperationsReport Report { get; } = new(
        Latest: [new(OrderExamples.In(Confirmed), AnsweredAfterMs: 18)],
        Delayed: [],
        Steps: 0,
        OldestStepSeconds: 0,
        NeedingAttention: 0,
        CircuitState.Closed);

    public static OrderStory Story { get; } = new(OrderExamples.In(Confirmed), OrderExamples.Timeline);

    /// <summary>Of 200 orders, one was cancelled while its release was lost.</summary>
    public static ReconciliationReport Reconciliation { get; } = ReconciliationReport.Begun(OrderExamples.In(Cancelled).UpdatedAt) with
    {
        Checked = 200,
        Agreed = 199,
        Mended =
        [
            Difference.Of(
                new ReconciliationFinding(new(OrderExamples.Id, Cancelled, OrderExamples.In(Cancelled).UpdatedAt), ReservationState.Reserved, Guid.Empty),
                $"{SagaStep.Release}: Inventory holds stock for an order that is {Cancelled}."),
        ],
    };
}
