namespace Valerix.OrderApi.Domain;

/// <summary>
/// What an order needs of other services in each of its states, forward and, when a step is refused for good, back.
/// <see cref="SagaEngine"/> runs whatever stands here.
/// </summary>
/// <remarks>
/// To put a payment between reserving and confirming, add <c>Pay</c> and <c>Refund</c> to <see cref="SagaStep"/>, put
/// <c>new(SagaStep.Pay, Undo: SagaStep.Refund)</c> behind the reservation, and register an <see cref="ISagaParticipant"/>
/// that performs both. A cancelled order wants its money back as well: <c>new(SagaStep.Refund)</c> before the release.
/// </remarks>
internal static class OrderSaga
{
    public static IReadOnlyList<SagaPhase> Phases { get; } =
    [
        new(OrderStatus.Pending,
            [new(SagaStep.Reserve, Undo: SagaStep.Release)],
            Completed: OrderTrigger.Confirm,
            Refused: OrderTrigger.Reject,
            Resumed: OrderTrigger.ResumePlacing),

        new(OrderStatus.Shipping,
            [new(SagaStep.Commit)],
            Completed: OrderTrigger.CompleteShipping,
            Refused: OrderTrigger.Escalate,
            Resumed: OrderTrigger.ResumeShipping),

        // Refused when the stock has left the shelf: then it is too late to cancel.
        new(OrderStatus.Cancelling,
            [new(SagaStep.Release)],
            Completed: OrderTrigger.CompleteCancelling,
            Refused: OrderTrigger.CompleteShipping,
            Resumed: OrderTrigger.ResumeCancelling),
    ];
}
