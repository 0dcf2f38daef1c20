namespace Valerix.Web.Clients;

/// <summary>Something that happened to an order: a status that it reached, or an attempt at Inventory.</summary>
public sealed record TimelineEvent(string Type, DateTimeOffset At, string Detail);

/// <summary>An order and what happened to it, oldest first.</summary>
public sealed record OrderStory(Order Order, IReadOnlyList<TimelineEvent> Events);

/// <summary>What Inventory believes about an order.</summary>
public sealed record Reservation(Guid OrderId, ReservationState State, IReadOnlyList<ReservationLine> Lines);

public sealed record ReservationLine(string Sku, int Quantity);

public enum ReservationState
{
    Reserved,
    Committed,
    Released,
    Lapsed,
}

/// <summary>An entry of Inventory's ledger, in pieces.</summary>
public sealed record Movement(string Kind, long OnHandDelta, long ReservedDelta, Guid? OrderId);
