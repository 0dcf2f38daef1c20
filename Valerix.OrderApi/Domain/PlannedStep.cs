namespace Valerix.OrderApi.Domain;

/// <summary>An order's step as it is to be written; times count from the moment of the writing.</summary>
internal sealed record PlannedStep(SagaStep Step, Guid LeaseToken)
{
    public int Attempts { get; init; }

    /// <summary>How long it waits; null for a person to say go.</summary>
    public TimeSpan? DueIn { get; init; }

    /// <summary>How long it belongs to the writer; null when any worker may take it.</summary>
    public TimeSpan? Lease { get; init; }

    /// <inheritdoc cref="OrderStep.Refusal"/>
    public Refusal? Refusal { get; init; }

    /// <summary>The step as it is stored.</summary>
    /// <param name="now">The moment of the writing.</param>
    /// <param name="orderId">The order that needs it.</param>
    /// <param name="earlier">The step that it replaces; when that is the same step, its age and its cause stay. Null when there is none.</param>
    public OrderStep WrittenAt(DateTimeOffset now, Guid orderId, OrderStep? earlier)
    {
        var known = earlier?.Step == Step ? earlier : null;
        return new()
        {
            OrderId = orderId,
            Step = Step,
            Attempts = Attempts,
            DueAt = now + DueIn,
            LeaseUntil = now + Lease,
            LeaseToken = LeaseToken,
            Refusal = Refusal,
            Traceparent = known is null ? Traceparent : known.Traceparent,
            CreatedAt = known?.CreatedAt ?? now,
        };
    }

    /// <inheritdoc cref="OrderStep.Traceparent"/>
    public string? Traceparent { get; init; }

    /// <summary>Whether another worker could begin with it at once.</summary>
    public bool IsClaimable => Lease is null && DueIn == TimeSpan.Zero;
}
