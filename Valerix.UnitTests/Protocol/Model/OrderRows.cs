using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>Rows of the table of orders.</summary>
internal static class OrderRows
{
    /// <summary>With another step, or none.</summary>
    public static Order With(this Order order, OrderStep? step) =>
        Row(order, order.Status, order.Total, order.Refusal, order.AttentionFrom, step);

    /// <summary>OrderSql.Write: WITH changed; its line prices (WITH priced) are in the total.</summary>
    public static Order With(this Order order, OrderWrite write) => Row(
        order,
        write.Change?.Target ?? order.Status,
        write.Total ?? order.Total,
        write.Change?.Refusal,
        write.Change?.Target == OrderStatus.NeedsAttention ? order.Status : null,
        order.Step);

    /// <summary>With another count of attempts and, if given, another lease.</summary>
    public static OrderStep With(this OrderStep step, int attempts, DateTimeOffset? leaseUntil = null, Guid? leaseToken = null) => new()
    {
        OrderId = step.OrderId,
        Step = step.Step,
        Attempts = attempts,
        DueAt = step.DueAt,
        LeaseUntil = leaseUntil ?? step.LeaseUntil,
        LeaseToken = leaseToken ?? step.LeaseToken,
        Refusal = step.Refusal,
        CreatedAt = step.CreatedAt,
    };

    private static Order Row(Order order, OrderStatus status, decimal? total, Refusal? refusal, OrderStatus? attentionFrom, OrderStep? step) => new()
    {
        Id = order.Id,
        CustomerId = order.CustomerId,
        Status = status,
        Message = order.Message,
        Total = total,
        Refusal = refusal,
        AttentionFrom = attentionFrom,
        IdempotencyKey = order.IdempotencyKey,
        PayloadHash = order.PayloadHash,
        CreatedAt = order.CreatedAt,
        UpdatedAt = order.UpdatedAt,
        Lines = order.Lines,
        Step = step,
    };
}
