using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Model;
using static Valerix.OrderApi.Domain.OrderStatus;
using ReservationState = Valerix.InventoryApi.Domain.ReservationState;

namespace Valerix.UnitTests.Protocol.Invariants;

/// <summary>What must hold at every moment. The numbers are those of the contract's "What must always hold".</summary>
internal static class Safety
{
    /// <summary>States that a shopper may rely on: they are left for the ones named, or never.</summary>
    private static readonly Dictionary<OrderStatus, OrderStatus[]> _lasting = new()
    {
        [Rejected] = [],
        [Cancelled] = [],
        [Shipped] = [Delivered],
        [Delivered] = [],
    };

    /// <summary>What is broken after an event that was not broken before it; null when nothing is.</summary>
    public static string? Violation(SystemState before, SystemState after) =>
        after.Defect is { } defect ? $"3: no decision, but {defect}"
        : after.Orders == before.Orders && after.Inventory == before.Inventory ? null
        : Broken(before, after);

    private static string? Broken(SystemState before, SystemState after) =>
        after.Inventory.Products.Select(product => Books(after, product.Sku)).FirstOrDefault(broken => broken is not null)
        ?? after.Orders.Rows.Select(order => Stock(after, order) ?? Lasting(before, order) ?? Schema(order)).FirstOrDefault(broken => broken is not null)
        ?? Keys(before, after);

    private static string? Books(SystemState world, string sku)
    {
        var product = world.Inventory.Products.Single(product => product.Sku == sku);
        var movements = world.Inventory.Movements.Where(movement => movement.Sku == sku).ToArray();
        var ledger = (OnHand: movements.Sum(movement => movement.OnHandDelta), Reserved: movements.Sum(movement => movement.ReservedDelta));
        var open = world.Inventory.Reservations
            .Where(reservation => reservation.State == ReservationState.Reserved)
            .SelectMany(reservation => reservation.Lines)
            .Where(line => line.Sku == sku)
            .Sum(line => line.Quantity);
        return (product.OnHand, product.Reserved) == ledger && product.Reserved == open && product.Reserved >= 0 && product.Reserved <= product.OnHand
            ? null
            : $"1: {sku} has {product.OnHand} on hand and {product.Reserved} reserved; the ledger says {ledger.OnHand} and {ledger.Reserved}; "
                + $"open reservations add up to {open}";
    }

    private static string? Stock(SystemState world, Order order)
    {
        var effect = Effects.On(world, order);
        return Allowed(order.AttentionFrom ?? order.Status).Contains(effect) ? null : $"2: {order.IdempotencyKey} is {order.Status}, and its stock: {effect}";
    }

    /// <summary>While the outcome is open, both the effect before and the one after are right.</summary>
    private static ReadOnlySpan<Effect> Allowed(OrderStatus status) => status switch
    {
        Pending => [Effect.Nothing, Effect.Held],
        Confirmed => [Effect.Held],
        Shipping => [Effect.Held, Effect.Left],
        Shipped or Delivered => [Effect.Left],
        Cancelling => [Effect.Nothing, Effect.Held, Effect.Left],
        Rejected or Cancelled => [Effect.Nothing],
        _ => [],
    };

    private static string? Lasting(SystemState before, Order order) =>
        before.Orders.Find(order.Id) is { } earlier && earlier.Status != order.Status
        && _lasting.TryGetValue(earlier.Status, out var next) && !next.Contains(order.Status)
            ? $"2: {order.IdempotencyKey} was {earlier.Status} and is {order.Status} now"
            : null;

    private static string? Keys(SystemState before, SystemState after) =>
        after.Orders.Rows.CountBy(order => order.IdempotencyKey).FirstOrDefault(key => key.Value > 1) is { Key: { } key }
            ? $"4: the key of {key} has more than one order"
            : before.Orders.Rows.Any(order => after.Orders.Find(order.Id) is null) ? "3: an order is lost" : null;

    /// <summary>The CHECKs of the orders' table: what they refuse could not be written.</summary>
    private static string? Schema(Order order) =>
        (order.Status == Rejected) == (order.Refusal is not null)
        && (order.Status == NeedsAttention) == (order.AttentionFrom is not null)
        && (order.Total is not null || order.Status is not (Confirmed or Shipping or Shipped or Delivered))
            ? null
            : $"3: the database refuses to store {order.IdempotencyKey} as {order.Status}";
}
