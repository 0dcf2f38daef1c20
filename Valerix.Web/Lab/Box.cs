using Valerix.Web.Clients;

namespace Valerix.Web.Lab;

/// <summary>An order of an experiment. Until it is opened, it is not known whether Inventory holds goods for it.</summary>
public sealed class Box(int number)
{
    public int Number => number;

    /// <summary>Made before anything is sent, and kept.</summary>
    public string Key { get; } = Guid.CreateVersion7().ToString();

    /// <summary>As the Order API told last; null while nothing was heard.</summary>
    public Order? Order { get; internal set; }

    /// <summary>From the sending to the first answer.</summary>
    public TimeSpan? Took { get; internal set; }

    /// <summary>It was decided when it was first answered.</summary>
    public bool WasDecidedAtOnce { get; internal set; }

    /// <summary>What was found inside; null while it is closed.</summary>
    public Finding? Found { get; internal set; }
}

/// <summary>What both books say of one order.</summary>
/// <param name="Order">What Order believes.</param>
/// <param name="Inventory">What Inventory believes; null when it knows of no such order.</param>
/// <param name="Held">Pieces that the ledger holds for it.</param>
/// <param name="Left">Pieces that left the shelf for it, by the ledger.</param>
/// <param name="Quantity">Pieces that were ordered.</param>
public sealed record Finding(OrderStatus Order, ReservationState? Inventory, long Held, long Left, int Quantity)
{
    /// <summary>Both books tell the same story.</summary>
    public bool Agree => Order switch
    {
        OrderStatus.Confirmed => Inventory is ReservationState.Reserved && Held == Quantity && Left == 0,
        OrderStatus.Shipped or OrderStatus.Delivered => Inventory is ReservationState.Committed && Held == 0 && Left == Quantity,
        OrderStatus.Rejected or OrderStatus.Cancelled => Inventory is not (ReservationState.Reserved or ReservationState.Committed) && Held == 0 && Left == 0,
        _ => false,
    };
}
