using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Invariants;

/// <summary>What the ledger says has come of an order's lines, all of them together.</summary>
internal enum Effect
{
    Nothing,

    /// <summary>All are held.</summary>
    Held,

    /// <summary>All have left the shelf, each in one movement.</summary>
    Left,

    /// <summary>Anything else: some of them, too many, or twice.</summary>
    Broken,
}

internal static class Effects
{
    public static Effect On(SystemState world, Order order)
    {
        Effect[] lines = [.. order.Lines.Select(line => On(world, line)).Distinct()];
        return lines is [var same] ? same : Effect.Broken;
    }

    private static Effect On(SystemState world, OrderLine line)
    {
        var (left, held, departures) = (0L, 0L, 0);
        foreach (var movement in world.Inventory.Movements)
        {
            if (movement.OrderId != line.OrderId || movement.Sku != line.Sku) continue;

            left -= movement.OnHandDelta;
            held += movement.ReservedDelta;
            if (movement.OnHandDelta != 0) departures++;
        }

        return (left, held, departures) switch
        {
            (0, 0, 0) => Effect.Nothing,
            (0, _, 0) when held == line.Quantity => Effect.Held,
            (_, 0, 1) when left == line.Quantity => Effect.Left,
            _ => Effect.Broken,
        };
    }
}
