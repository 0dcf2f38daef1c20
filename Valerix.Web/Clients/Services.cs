namespace Valerix.Web.Clients;

/// <summary>The services that Web talks to; service discovery turns the names into addresses.</summary>
internal static class Services
{
    public const string OrderApi = "http://orderapi";

    public const string InventoryApi = "http://inventoryapi";
}
