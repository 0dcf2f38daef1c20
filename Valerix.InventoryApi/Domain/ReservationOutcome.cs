namespace Valerix.InventoryApi.Domain;

/// <summary>What came of a <see cref="ReservationCommand"/>. All but <see cref="Accepted"/> leave nothing behind.</summary>
internal abstract record ReservationOutcome
{
    private ReservationOutcome()
    {
    }

    /// <summary>It is as the command wants it.</summary>
    /// <param name="Reservation">The present state.</param>
    /// <param name="Changed">False when it was so before.</param>
    public sealed record Accepted(Reservation Reservation, bool Changed) : ReservationOutcome;

    /// <summary>There is too little of some sku; a later try may find more.</summary>
    public sealed record InsufficientStock(IReadOnlyList<Shortage> Shortages) : ReservationOutcome;

    /// <summary>There are no such products; a later try may find them.</summary>
    public sealed record UnknownSku(IReadOnlyList<string> Skus) : ReservationOutcome;

    /// <summary>The reservation ended in another way, for ever.</summary>
    public sealed record Closed(ReservationState State) : ReservationOutcome;

    /// <summary>The order has reserved other lines.</summary>
    public sealed record Mismatch : ReservationOutcome;

    /// <summary>Another transaction keeps a product of the order locked; a later try may find it free.</summary>
    public sealed record Busy : ReservationOutcome;

    /// <summary>Nothing was ever reserved for the order.</summary>
    public sealed record NotFound : ReservationOutcome;
}
