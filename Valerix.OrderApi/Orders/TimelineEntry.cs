namespace Valerix.OrderApi.Orders;

/// <summary>An event that has yet to be written.</summary>
internal sealed record TimelineEntry(string Type, string Detail);
