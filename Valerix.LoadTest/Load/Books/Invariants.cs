using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Load.Books;

/// <summary>What must always hold, held against the books. No I/O: the same books, the same findings.</summary>
internal static class Invariants
{
    /// <summary>The promise: three seconds, and a quarter of one for the way.</summary>
    public static TimeSpan LongestAnswer { get; } = TimeSpan.FromSeconds(3.25);

    /// <param name="books">What the services say.</param>
    /// <param name="traces">What the shoppers were told.</param>
    /// <param name="linesOf">What the shopper of that number bought.</param>
    /// <param name="customerOf">The shopper of that number.</param>
    public static IReadOnlyList<Finding> Check(
        AuditData books, IReadOnlyList<OrderTrace> traces, Func<int, IReadOnlyList<LineMessage>> linesOf, Func<int, string> customerOf)
    {
        var byCustomer = books.Orders.ToLookup(order => order.CustomerId);
        var ordersById = books.Orders.ToDictionary(order => order.Id);
        var acknowledged = traces.Where(trace => trace.IsAcknowledged).ToList();
        return
        [
            Finding.Of(
                "Each product has on hand and reserved what its ledger adds up to, and 0 ≤ reserved ≤ on hand",
                $"{books.Products.Count:N0} products",
                books.Products.Select(product => BookOf(product, books)).OfType<string>()),
            Finding.Of(
                "Each reservation is what its movements say",
                $"{books.Reservations.Count:N0} reservations",
                from trace in traces
                from order in byCustomer[customerOf(trace.Number)]
                where books.Reservations.ContainsKey(order.Id)
                let violation = ReservationOf(order.Id, linesOf(trace.Number), books)
                where violation is not null
                select violation),
            Finding.Of(
                "Stock left the shelf exactly once for an order that is shipped, otherwise not at all",
                $"{books.Orders.Count:N0} orders",
                traces.SelectMany(trace => byCustomer[customerOf(trace.Number)].SelectMany(order => EffectsOf(order, linesOf(trace.Number), books)))),
            Finding.Of(
                "No stock is held or gone for an order that nobody knows",
                $"{books.Effects.Count:N0} ledger entries of orders",
                books.Effects.Where(pair => pair.Value is not { Taken: 0, Held: 0 } && !ordersById.ContainsKey(pair.Key.OrderId))
                    .Select(pair => $"of {pair.Key.Sku}, {pair.Value.Taken} left and {pair.Value.Held} are held for {pair.Key.OrderId}")),
            Finding.Of(
                "Every order that was acknowledged is there",
                $"{acknowledged.Count:N0} acknowledged orders",
                acknowledged.Where(trace => !ordersById.ContainsKey(trace.OrderId!.Value))
                    .Select(trace => $"order {trace.Number} was acknowledged as {trace.OrderId}, which is gone")),
            Finding.Of(
                $"{LoadRun.SettleBound.TotalSeconds:0} s after the faults no order is under way",
                $"{books.Orders.Count:N0} orders",
                books.Orders.Where(order => order.Status is "Pending" or "Shipping" or "Cancelling").Select(order => $"{order.Id} is {order.Status}")),
            Finding.Of(
                "One key, one order",
                $"{traces.Count:N0} keys, {books.Repeats.Count:N0} of them sent once more",
                [
                    .. traces.Where(trace => byCustomer[customerOf(trace.Number)].Take(2).Count() > 1)
                        .Select(trace => $"order {trace.Number} is there as {string.Join(" and ", byCustomer[customerOf(trace.Number)].Select(order => order.Id))}"),
                    .. books.Repeats.Where(repeat => repeat.First != repeat.Again)
                        .Select(repeat => $"order {repeat.Number} was {repeat.First} and, sent once more, {repeat.Again?.ToString() ?? "nothing"}"),
                ]),
            Finding.Of(
                $"No answer takes longer than {LongestAnswer.TotalSeconds} s",
                $"the calls for {traces.Count:N0} orders",
                traces.Where(trace => trace.SlowestAnswer > LongestAnswer)
                    .Select(trace => $"order {trace.Number} waited {trace.SlowestAnswer.TotalSeconds:0.00} s for an answer")),
        ];
    }

    private static string? BookOf(ProductMessage product, AuditData books)
    {
        var ledger = books.Ledger.GetValueOrDefault(product.Sku) ?? new(0, 0);
        return product.OnHand == ledger.OnHand && product.Reserved == ledger.Reserved && 0 <= product.Reserved && product.Reserved <= product.OnHand
            ? null
            : $"{product.Sku} has {product.OnHand} on hand and {product.Reserved} reserved; its ledger says {ledger.OnHand} and {ledger.Reserved}";
    }

    private static string? ReservationOf(Guid orderId, IReadOnlyList<LineMessage> lines, AuditData books)
    {
        var state = books.Reservations[orderId];
        var effects = lines.Select(line => books.Effects.GetValueOrDefault((orderId, line.Sku))).ToList();
        var isSo = state switch
        {
            "Reserved" => effects.TrueForAll(effect => effect is { Taken: 0, Held: > 0 }),
            "Committed" => effects.TrueForAll(effect => effect is { Taken: > 0, Held: 0 }),
            _ => effects.TrueForAll(effect => effect is { Taken: 0, Held: 0 }),
        };
        return isSo
            ? null
            : $"{orderId} is {state ?? "unknown"}, and its movements hold {effects.Sum(effect => effect.Held)} and took {effects.Sum(effect => effect.Taken)}";
    }

    private static IEnumerable<string> EffectsOf(OrderMessage order, IReadOnlyList<LineMessage> lines, AuditData books) =>
        from line in lines
        let effect = books.Effects.GetValueOrDefault((order.Id, line.Sku))
        where !IsAllowed(order.Status, line.Quantity, effect)
        select $"{order.Id} is {order.Status} with {line.Quantity} of {line.Sku}; {effect.Taken} left in {effect.Times} movements and {effect.Held} are held";

    /// <summary>For an order that is on its way, both before and after are right.</summary>
    private static bool IsAllowed(string status, int quantity, Effect effect)
    {
        var isUntouched = effect is { Taken: 0, Times: 0, Held: 0 };
        var isHeld = effect is { Taken: 0, Times: 0 } && effect.Held == quantity;
        var isGone = effect is { Times: 1, Held: 0 } && effect.Taken == quantity;
        return status switch
        {
            "Confirmed" => isHeld,
            "Shipped" or "Delivered" => isGone,
            "Rejected" or "Cancelled" => isUntouched,
            "Shipping" => isHeld || isGone,
            "Pending" or "Cancelling" => isUntouched || isHeld,
            _ => isUntouched || isHeld || isGone,
        };
    }
}
