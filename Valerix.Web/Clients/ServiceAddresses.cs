namespace Valerix.Web.Clients;

/// <summary>The services that Web talks to; service discovery turns the names into addresses, the encrypted one where there are two.</summary>
internal static class ServiceAddresses
{
    public const string OrderApi = "https+http://orderapi";

    public const string InventoryApi = "https+http://inventoryapi";
}
