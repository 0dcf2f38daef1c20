namespace Valerix.Web.Clients;

/// <summary>An order as the Order API tells of it: the message is for a shopper, the total null until Inventory named the prices.</summary>
public sealed record Order(
    Guid Id,
    string CustomerId,
    OrderStatus Status,
    IReadOnlyList<OrderLine> Lines,
    decimal? Total,
    string Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The end of the id: its beginning is the time, the same for all neighbours.</summary>
    public string ShortId => Id.ToString("N")[^6..];

    public bool CanShip => Status is OrderStatus.Confirmed;

    public bool CanCancel => Status is OrderStatus.Pending or OrderStatus.Confirmed or OrderStatus.NeedsAttention;
}

public sealed record OrderLine(string Sku, int Quantity, decimal? UnitPrice);

public enum OrderStatus
{
    Pending,
    Confirmed,
    Rejected,
    Shipping,
    Shipped,
    Delivered,
    Cancelling,
    Cancelled,
    NeedsAttention,
}

/// <summary>What a shopper wants.</summary>
internal sealed record OrderRequest(string CustomerId, IReadOnlyList<OrderRequestLine> Lines);

internal sealed record OrderRequestLine(string Sku, int Quantity);
