using System.Security.Cryptography;
using System.Text;

namespace Valerix.OrderApi.Domain;

/// <summary>An order that is to be stored, if its key has none yet.</summary>
/// <param name="Id">A UUIDv7.</param>
/// <param name="IdempotencyKey">The shopper's key.</param>
/// <param name="Draft">The customer and the lines.</param>
/// <param name="First">The timeline's beginning.</param>
/// <param name="Step">The step that the order needs first, leased to the request that stores it.</param>
internal sealed record NewOrder(Guid Id, string IdempotencyKey, OrderDraft Draft, TimelineEntry First, PlannedStep Step)
{
    /// <summary>Its state until the step has brought a result.</summary>
    public const OrderStatus Status = OrderStatus.Pending;

    /// <summary>The order as the store writes it, so that it need not be read back.</summary>
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
        Lines = [.. Draft.Lines.Select(line => line with { OrderId = Id })],
        Step = Step.WrittenAt(now, Id, earlier: null),
    };
}

/// <summary>A shopper's request, found valid: every sku once, in the order of their code points.</summary>
internal sealed record OrderDraft(string CustomerId, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>Equal for two calls exactly when they ask for the same, however their lines are written.</summary>
    public byte[] PayloadHash()
    {
        // NUL can be in no customer's id and in no sku, so nothing can be read in two ways.
        var canonical = new StringBuilder(CustomerId);
        foreach (var line in Lines)
        {
            canonical.Append('\0').Append(line.Sku).Append('\0').Append(line.Quantity);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString()));
    }
}
