namespace Valerix.Tests.Running;

/// <summary>What is in both databases, in short; two that are equal mean that nothing was written in between.</summary>
internal static class Footprint
{
    private static readonly string[] _orders = ["orders", "order_lines", "order_events"];
    private static readonly string[] _inventory = ["products", "movements", "reservations", "reservation_lines", "gremlin"];

    public static async Task<string> OfAsync(ValerixApp app)
    {
        var orders = await app.Databases.QueryAsync(ValerixApp.OrdersDb, Digest(_orders), row => row.GetString(0));
        var inventory = await app.Databases.QueryAsync(ValerixApp.InventoryDb, Digest(_inventory), row => row.GetString(0));
        return string.Join("; ", [.. orders, .. inventory]);
    }

    private static string Digest(IEnumerable<string> tables) => string.Join(" UNION ALL ", tables.Select(table =>
        $"SELECT format('{table}: %s rows with digest %s', count(*), md5(string_agg(entry::text, '|' ORDER BY entry::text))) FROM {table} AS entry"));
}
