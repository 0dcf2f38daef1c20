using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Shared;

/// <summary>A saga with more steps than orders have today, and orders in the middle of one.</summary>
internal static class SagaExamples
{
    public const SagaStep Book = (SagaStep)101;
    public const SagaStep Unbook = (SagaStep)102;
    public const SagaStep Look = (SagaStep)103;
    public const SagaStep Pay = (SagaStep)104;
    public const SagaStep Refund = (SagaStep)105;

    public const int MaxAttempts = 4;

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan Took = TimeSpan.FromMilliseconds(12.4);

    public static readonly Guid Token = Guid.NewGuid();

    /// <summary>Book, look, pay; looking needs no undoing.</summary>
    public static readonly SagaPhase Trip = new(
        OrderStatus.Pending,
        [new(Book, Undo: Unbook), new(Look), new(Pay, Undo: Refund)],
        Completed: OrderTrigger.Confirm,
        Refused: OrderTrigger.Reject,
        Resumed: OrderTrigger.ResumePlacing);

    public static SagaEngine Engine(IReadOnlyList<SagaPhase>? phases = null) => new(phases ?? OrderSaga.Phases, Lease, MaxAttempts);

    /// <summary>An order in a state, with a step that <see cref="Token"/> is the lease of.</summary>
    public static Order In(OrderStatus status, SagaStep step, int attempts = 0, Refusal? refusal = null, OrderStatus? attentionFrom = null, decimal? total = null) => new()
    {
        Id = Guid.CreateVersion7(),
        CustomerId = "c-42",
        Status = status,
        Message = OrderMessages.For(status),
        Total = total,
        AttentionFrom = attentionFrom,
        IdempotencyKey = "key",
        PayloadHash = [],
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Lines = [new() { Sku = "A", Quantity = 2 }],
        Step = new()
        {
            Step = step,
            Attempts = attempts,
            DueAt = status == OrderStatus.NeedsAttention ? null : DateTimeOffset.UnixEpoch,
            LeaseUntil = status == OrderStatus.NeedsAttention ? null : DateTimeOffset.UnixEpoch + Lease,
            LeaseToken = Token,
            Refusal = refusal,
            CreatedAt = DateTimeOffset.UnixEpoch,
        },
    };
}
