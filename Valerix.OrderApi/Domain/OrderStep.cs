namespace Valerix.OrderApi.Domain;

/// <summary>What an order still needs from another service, as it is stored. An order has one at most.</summary>
internal sealed record OrderStep
{
    public Guid OrderId { get; init; }

    public required SagaStep Step { get; init; }

    /// <summary>How often it was asked, or may have been, without an answer.</summary>
    public required int Attempts { get; init; }

    /// <summary>Not to be asked earlier; null while it waits for a person.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Until then it belongs to the holder of <see cref="LeaseToken"/>; after that, or when null, any worker may take it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>New with every lease: what was decided under another one no longer counts.</summary>
    public required Guid LeaseToken { get; init; }

    /// <summary>Why the phase is being undone; null on the way forward.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The W3C traceparent of the request that caused it, for later attempts to link to; null when that made no trace.</summary>
    public string? Traceparent { get; init; }

    /// <summary>Since when the order needs it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
