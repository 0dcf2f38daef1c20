namespace Valerix.Tests.Running;

/// <summary>What must always hold, read from both databases; the numbers are those of the contract.</summary>
internal static class Invariants
{
    /// <summary>Waits for <see cref="ShouldSettleAsync"/>; then there must be no violation.</summary>
    /// <inheritdoc cref="ViolationsAsync"/>
    public static async Task ShouldHoldAsync(
        ValerixApp app, IReadOnlyDictionary<string, Guid>? acknowledged = null, IReadOnlyList<string>? soldByOrdersOnly = null)
    {
        await ShouldSettleAsync(app);
        (await ViolationsAsync(app, acknowledged, soldByOrdersOnly)).ShouldBeEmpty();
    }

    /// <summary>
    /// What is wrong with 1, 2 and 4, and where the two services do not agree on an order, each with its numbers;
    /// <paramref name="acknowledged"/> adds 3's first half.
    /// </summary>
    /// <param name="app">The system.</param>
    /// <param name="acknowledged">Orders that were answered 201 or 202, by idempotency key.</param>
    /// <param name="soldByOrdersOnly">Products that no test reserved behind the Order API's back: all that is held of them must be for an order.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(
        ValerixApp app, IReadOnlyDictionary<string, Guid>? acknowledged = null, IReadOnlyList<string>? soldByOrdersOnly = null) =>
    [
        .. await app.Databases.QueryAsync(ValerixApp.InventoryDb, BrokenBooks, row => $"1: {row.GetString(0)}"),
        .. await OrdersAgainstLedgerAsync(app, acknowledged ?? new Dictionary<string, Guid>(), soldByOrdersOnly ?? []),
    ];

    /// <summary>Waits until no order is on its way any more, without anybody asking again: 3's second half.</summary>
    public static Task ShouldSettleAsync(ValerixApp app) => Eventually.ReadAsync(
        async _ => string.Join("; ", await app.Databases.QueryAsync(ValerixApp.OrdersDb, Unsettled, row => row.GetString(0))),
        unsettled => unsettled.Length == 0,
        _settleBound,
        "no order is in a state that should pass");

    private static readonly TimeSpan _settleBound = TimeSpan.FromSeconds(30);

    private const string Unsettled = """
        SELECT format('%s is %s: %s, %s attempts, due %s, leased until %s', id, status, coalesce(step, 'no step'), attempts, due_at, lease_until)
        FROM orders LEFT JOIN order_steps ON order_id = id
        WHERE status IN ('Pending', 'Shipping', 'Cancelling')
        LIMIT 5
        """;

    /// <summary>Names each product whose row, ledger and open reservations do not agree; to be run in <c>inventorydb</c>.</summary>
    public const string BrokenBooks = """
        SELECT format('%s has onHand %s and reserved %s; the ledger says %s and %s; open reservations add up to %s',
                      sku, on_hand, reserved, ledger.on_hand_sum, ledger.reserved_sum, held.quantity)
        FROM products
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(on_hand_delta), 0) AS on_hand_sum, coalesce(sum(reserved_delta), 0) AS reserved_sum
            FROM movements WHERE movements.sku = products.sku) AS ledger
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(quantity), 0) AS quantity
            FROM reservation_lines JOIN reservations USING (order_id)
            WHERE reservation_lines.sku = products.sku AND state = 'Reserved') AS held
        WHERE on_hand <> ledger.on_hand_sum OR reserved <> ledger.reserved_sum OR reserved <> held.quantity
           OR reserved < 0 OR reserved > on_hand
        """;

    private const string Lines = """
        SELECT id, status, idempotency_key, sku, quantity FROM orders JOIN order_lines ON order_id = id
        """;

    private const string Effects = """
        SELECT order_id, sku, -sum(on_hand_delta)::bigint, count(*) FILTER (WHERE on_hand_delta <> 0), sum(reserved_delta)::bigint
        FROM movements WHERE order_id IS NOT NULL GROUP BY order_id, sku
        """;

    private static async Task<IEnumerable<string>> OrdersAgainstLedgerAsync(
        ValerixApp app, IReadOnlyDictionary<string, Guid> acknowledged, IReadOnlyList<string> soldByOrdersOnly)
    {
        var lines = await app.Databases.QueryAsync(ValerixApp.OrdersDb, Lines, row => new OrderLine(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4)));
        var effects = (await app.Databases.QueryAsync(ValerixApp.InventoryDb, Effects, row => new Effect(
            row.GetGuid(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)))).ToDictionary(effect => (effect.OrderId, effect.Sku));

        var broken = from line in lines
                     let effect = effects.GetValueOrDefault((line.OrderId, line.Sku)) ?? new(line.OrderId, line.Sku, 0, 0, 0)
                     where !IsAllowed(line, effect)
                     select $"2: order {line.OrderId} is {line.Status} with {line.Quantity} of {line.Sku}; "
                         + $"{effect.Taken} left the shelf in {effect.Times} movements and {effect.Held} are held";
        var idsByKey = lines.ToLookup(line => line.IdempotencyKey, line => line.OrderId);
        var lost = from given in acknowledged
                   where !idsByKey[given.Key].Distinct().SequenceEqual([given.Value])
                   select $"3, 4: key {given.Key} was answered with order {given.Value} and now has [{string.Join(", ", idsByKey[given.Key].Distinct())}]";
        var known = lines.Select(line => line.OrderId).ToHashSet();
        var leaked = from effect in effects.Values
                     where soldByOrdersOnly.Contains(effect.Sku) && !known.Contains(effect.OrderId)
                     select $"2: of {effect.Sku}, {effect.Taken} left the shelf and {effect.Held} are held for {effect.OrderId}, which is no order";
        return [.. broken, .. lost, .. leaked];
    }

    /// <summary>Between states, both the effect before and the one after are right: the outcome is on its way.</summary>
    private static bool IsAllowed(OrderLine line, Effect effect) => line.Status switch
    {
        "Pending" or "Cancelling" => effect.Took(0) && (effect.Held == 0 || effect.Held == line.Quantity),
        "Confirmed" => effect.Took(0) && effect.Held == line.Quantity,
        "Shipping" => (effect.Took(0) && effect.Held == line.Quantity) || (effect.Took(line.Quantity) && effect.Held == 0),
        "Shipped" or "Delivered" => effect.Took(line.Quantity) && effect.Held == 0,
        "Rejected" or "Cancelled" => effect.Took(0) && effect.Held == 0,
        _ => effect.Took(0) || effect.Took(line.Quantity),
    };

    private sealed record OrderLine(Guid OrderId, string Status, string IdempotencyKey, string Sku, int Quantity);

    /// <param name="OrderId">For which order.</param>
    /// <param name="Sku">Of which product.</param>
    /// <param name="Taken">Pieces that left the shelf.</param>
    /// <param name="Times">In so many movements.</param>
    /// <param name="Held">Pieces still reserved.</param>
    private sealed record Effect(Guid OrderId, string Sku, long Taken, long Times, long Held)
    {
        public bool Took(long quantity) => Taken == quantity && Times == (quantity == 0 ? 0 : 1);
    }
}
