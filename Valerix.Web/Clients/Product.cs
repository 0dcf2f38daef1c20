namespace Valerix.Web.Clients;

/// <summary>A product as the Inventory API tells of it, in pieces: on the shelf, promised of those, and still to be had.</summary>
public sealed record Product(string Sku, string Name, decimal UnitPrice, long OnHand, long Reserved, long Available);
