namespace Valerix.LoadTest.Shops;

/// <summary>Takes orders and ships them. A run asks it what a shopper and a warehouse worker ask; how it gets there is its own business.</summary>
internal interface IShop
{
    /// <summary>For people to read.</summary>
    string Name { get; }

    /// <summary>Lets the shopper order, as often as it takes to be told something, and notes what was said.</summary>
    Task PlaceAsync(Purchase purchase, CancellationToken cancellationToken);

    /// <summary>Has an acknowledged order shipped.</summary>
    Task ShipAsync(Purchase purchase, CancellationToken cancellationToken);

    /// <summary>True when nothing is under way for the order any more.</summary>
    Task<bool> IsSettledAsync(Purchase purchase, CancellationToken cancellationToken);

    /// <summary>Where the shop itself says the order is; adds the ids that it goes by.</summary>
    Task<Standing> LookUpAsync(Purchase purchase, CancellationToken cancellationToken);
}

/// <summary>Where a shop says an order is.</summary>
internal enum Standing
{
    /// <summary>It knows of none, or has given it up.</summary>
    None,

    /// <summary>Between ordered and shipped.</summary>
    Open,

    /// <summary>The shop said no, for a reason.</summary>
    Refused,

    Shipped,
}
