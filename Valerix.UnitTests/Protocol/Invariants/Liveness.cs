using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Events;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Invariants;

/// <summary>What must hold in the end: once nothing goes wrong any more and everybody does his part, every order comes to rest.</summary>
/// <remarks>An operator is one of them, so that an order which needs attention must come right when it is tried again.</remarks>
internal sealed class Liveness
{
    private readonly HashSet<UInt128> _restful = [];

    /// <summary>Lets happen what happens by itself, the oldest first, until nothing more does.</summary>
    /// <returns>What happened, and what is wrong in the end, or on the way there; null when nothing is.</returns>
    public (IReadOnlyList<Event> Events, string? Violation) Of(SystemState world)
    {
        var events = new List<Event>();
        var passed = new HashSet<UInt128>();
        for (var key = StateFingerprint.KeyOf(world); !_restful.Contains(key); key = StateFingerprint.KeyOf(world))
        {
            if (!passed.Add(key)) return (events, "3: it goes round in circles");

            var (happens, next) = Possible.In(world).FirstOrDefault(possible => possible.Event.HappensByItself);
            if (happens is null)
            {
                if (Unresolved(world) is { } unresolved) return (events, unresolved);

                break;
            }

            events.Add(happens);
            if (Safety.Violation(world, next) is { } violation) return (events, violation);

            world = next;
        }

        // What a world passes through on its way to rest comes to rest as well.
        _restful.UnionWith(passed);
        return (events, null);
    }

    private static string? Unresolved(SystemState world) =>
        world.Orders.Rows.FirstOrDefault(order => order.Step is not null || order.Status is
            OrderStatus.Pending or OrderStatus.Shipping or OrderStatus.Cancelling or OrderStatus.NeedsAttention) is { } order
            ? $"3: {order.IdempotencyKey} stays {order.Status}"
            : null;
}
