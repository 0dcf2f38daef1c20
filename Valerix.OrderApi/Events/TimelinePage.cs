namespace Valerix.OrderApi.Events;

/// <summary>A part of what all timelines announce.</summary>
/// <param name="Entries">In the order of their ids.</param>
/// <param name="Last">The position up to which everything was looked at.</param>
internal sealed record TimelinePage(IReadOnlyList<AnnouncedEntry> Entries, long Last);

/// <summary>A timeline's entry that is announced, with what never changes about its order.</summary>
/// <param name="Id">The entry's.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Type">The state that the order reached.</param>
/// <param name="At">When.</param>
/// <param name="Detail">Why, in a sentence.</param>
/// <param name="CustomerId">Whose order it is.</param>
/// <param name="Lines">What was ordered; read for an order that was placed only.</param>
internal sealed record AnnouncedEntry(
    long Id, Guid OrderId, string Type, DateTimeOffset At, string Detail, string CustomerId, IReadOnlyList<PlacedLine> Lines);

/// <summary>How many of one product were ordered.</summary>
internal sealed record PlacedLine(string Sku, int Quantity);
