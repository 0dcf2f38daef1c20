namespace Valerix.OrderApi.Domain;

/// <summary>Where an order stands. The names are part of the HTTP contract and of the database.</summary>
internal enum OrderStatus
{
    /// <summary>Accepted; whether Inventory holds the stock is not known yet.</summary>
    Pending,

    /// <summary>Inventory holds the stock for it.</summary>
    Confirmed,

    /// <summary>Inventory refused: not enough stock, or an unknown product.</summary>
    Rejected,

    /// <summary>To be shipped; whether the stock has left the shelf is not known yet.</summary>
    Shipping,

    /// <summary>The stock has left the shelf.</summary>
    Shipped,

    Delivered,

    /// <summary>To be cancelled; whether the stock is free again is not known yet.</summary>
    Cancelling,

    /// <summary>Its stock is free again.</summary>
    Cancelled,

    /// <summary>Inventory's answer contradicts the order, or no answer came: an operator decides.</summary>
    NeedsAttention,
}
