using Valerix.OrderApi.Storage;

namespace Valerix.OrderApi.Domain;

/// <summary>An order that is to be stored, if its key has none yet.</summary>
/// <param name="Id">A UUIDv7.</param>
/// <param name="IdempotencyKey">The shopper's key.</param>
/// <param name="Draft">What is ordered.</param>
/// <param name="First">The timeline's beginning.</param>
/// <param name="Step">What it needs first, leased to whoever stores it.</param>
internal sealed record NewOrder(Guid Id, string IdempotencyKey, OrderDraft Draft, TimelineEntry First, PlannedStep Step)
{
    /// <summary>Its state until the step has brought a result.</summary>
    public const OrderStatus Status = OrderStatus.Pending;

    /// <summary>What <see cref="OrderSql.Insert"/> makes of it, so that it need not be read back.</summary>
    public Order StoredAt(DateTimeOffset now) => new()
    {
        Id = Id,
        CustomerId = Draft.CustomerId,
        Status = Status,
        Message = OrderMessages.For(Status),
        IdempotencyKey = IdempotencyKey,
        PayloadHash = Draft.PayloadHash(),
        CreatedAt = now,
        UpdatedAt = now,
        Lines = [.. Draft.Lines.Select(line => new OrderLine { OrderId = Id, Sku = line.Sku, Quantity = line.Quantity })],
        Step = Step.WrittenAt(now, Id, since: now),
    };
}
