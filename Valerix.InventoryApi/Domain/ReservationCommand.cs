namespace Valerix.InventoryApi.Domain;

/// <summary>Something the warehouse is asked to do for one order. Each may come any number of times.</summary>
internal abstract record ReservationCommand(Guid OrderId)
{
    /// <summary>Hold all of <paramref name="Lines"/> or nothing.</summary>
    /// <param name="OrderId">The order to hold them for.</param>
    /// <param name="Lines">Each sku once, in the ordinal order of the skus.</param>
    /// <param name="Hold">How long to hold them; null means until commit or release.</param>
    public sealed record Reserve(Guid OrderId, IReadOnlyList<RequestedLine> Lines, TimeSpan? Hold) : ReservationCommand(OrderId);

    /// <summary>Take what is held off the shelf.</summary>
    public sealed record Commit(Guid OrderId) : ReservationCommand(OrderId);

    /// <summary>Hold nothing for this order, now and ever after.</summary>
    public sealed record Release(Guid OrderId) : ReservationCommand(OrderId);

    /// <summary>Let go of the hold if its time has run out.</summary>
    public sealed record Lapse(Guid OrderId) : ReservationCommand(OrderId);
}

/// <summary>So many pieces of a sku.</summary>
internal sealed record RequestedLine(string Sku, int Quantity);
