namespace Valerix.OrderApi.Domain;

/// <summary>What Inventory believes about an order; the names are Inventory's.</summary>
internal enum ReservationState
{
    /// <summary>It never heard of the order.</summary>
    None,

    /// <summary>Stock is held.</summary>
    Reserved,

    /// <summary>The stock has left the shelf.</summary>
    Committed,

    /// <summary>Nothing is held, and nothing will be.</summary>
    Released,

    /// <summary>The hold's time ran out.</summary>
    Lapsed,
}
