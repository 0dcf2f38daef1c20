namespace Valerix.OrderApi.Domain;

/// <summary>An order as it is stored.</summary>
internal sealed record Order
{
    /// <summary>A UUIDv7, so that newer orders have greater ids.</summary>
    public required Guid Id { get; init; }

    public required string CustomerId { get; init; }

    public required OrderStatus Status { get; init; }

    /// <summary>A sentence that a shopper can read.</summary>
    public required string Message { get; init; }

    /// <summary>What all lines cost together; null until Inventory named the prices.</summary>
    public decimal? Total { get; init; }

    /// <summary>Why it was rejected; null in every other state.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The state that it left when it came to need attention; null in every other state.</summary>
    public OrderStatus? AttentionFrom { get; init; }

    /// <summary>The shopper's key: one key, one order, for ever.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Tells a repeated call from another one under the same key; see <see cref="PayloadHash"/>.</summary>
    public required byte[] PayloadHash { get; init; }

    /// <summary>By the database's clock, like every time here.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>What it still needs from another service; null when nothing.</summary>
    public OrderStep? Step { get; init; }

    /// <summary>The defect of its rows, in a sentence; null for sound ones. No step is run on an order with a defect: a person has to look.</summary>
    public string? Defect =>
        ReferenceEquals(Step?.Refusal, Refusal.Unreadable) ? "The refusal that is stored with the order's step can't be read."
        : Lines is [] ? "The order has no lines."
        : null;

    /// <summary>Whether that step is leased under <paramref name="token"/>, and no other worker has taken it over since.</summary>
    public bool IsHeldUnder(Guid token) => Step is { LeaseUntil: not null } step && step.LeaseToken == token;
}

/// <summary>How many of one product; a product has one line at most.</summary>
internal sealed record OrderLine
{
    public Guid OrderId { get; init; }

    public required string Sku { get; init; }

    public required int Quantity { get; init; }

    /// <summary>The price of one when it was reserved; null until then.</summary>
    public decimal? UnitPrice { get; init; }
}

/// <summary>Something that happened to an order. The timeline is only ever added to.</summary>
internal sealed class OrderEvent
{
    public long Id { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The name of a status that the order reached, or of an attempt at Inventory.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Detail { get; init; }
}

/// <summary>An event that has yet to be written.</summary>
internal sealed record TimelineEntry(string Type, string Detail);
