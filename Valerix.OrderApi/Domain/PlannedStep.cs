namespace Valerix.OrderApi.Domain;

/// <summary>An order's step as it is to be written; times count from the moment of the writing.</summary>
internal sealed record PlannedStep(SagaStep Step, Guid LeaseToken)
{
    public int Attempts { get; init; }

    /// <summary>How long it waits; null for a person to say go.</summary>
    public TimeSpan? DueIn { get; init; }

    /// <summary>How long it belongs to whoever writes it; null when anybody may take it.</summary>
    public TimeSpan? Lease { get; init; }

    /// <inheritdoc cref="OrderStep.Refusal"/>
    public Refusal? Refusal { get; init; }

    /// <summary>The step as it is stored.</summary>
    /// <param name="now">The moment of the writing.</param>
    /// <param name="orderId">Whose it is.</param>
    /// <param name="since">Since when the order needs it.</param>
    public OrderStep WrittenAt(DateTimeOffset now, Guid orderId, DateTimeOffset since) => new()
    {
        OrderId = orderId,
        Step = Step,
        Attempts = Attempts,
        DueAt = now + DueIn,
        LeaseUntil = now + Lease,
        LeaseToken = LeaseToken,
        Refusal = Refusal,
        Traceparent = Traceparent,
        CreatedAt = since,
    };

    /// <inheritdoc cref="OrderStep.Traceparent"/>
    public string? Traceparent { get; init; }

    /// <summary>Whether somebody else could begin with it at once.</summary>
    public bool IsClaimable => Lease is null && DueIn == TimeSpan.Zero;
}
