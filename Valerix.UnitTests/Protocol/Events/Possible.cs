using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Events;

/// <summary>What can happen next.</summary>
internal static class Possible
{
    private static readonly OrderStatus[] _goals = [OrderStatus.Shipped, OrderStatus.Delivered, OrderStatus.Cancelled];

    /// <summary>The events and the worlds after them; what happens by itself comes in the order in which a calm world does it.</summary>
    public static IEnumerable<(Event Event, SystemState Next)> In(SystemState world)
    {
        foreach (var candidate in Candidates(world))
        {
            if (candidate.ApplyTo(world) is { } next) yield return (candidate, next);
        }
    }

    /// <summary>All that is worth trying; not all of it can happen.</summary>
    public static IEnumerable<Event> Candidates(SystemState world)
    {
        for (var index = 0; index < world.Setting.Orders.Count; index++)
        {
            if (world.Order(index) is not { } order)
            {
                yield return new Place(index);
                continue;
            }

            foreach (var candidate in OfAttempts(index, world.Attempts.Count(attempt => attempt.Order.Id == order.Id))) yield return candidate;
            foreach (var late in world.Late.Where(late => late.OrderId == order.Id).Distinct())
            {
                yield return new Straggle(index, late.Step, Arrives: true);
                yield return new Straggle(index, late.Step, Arrives: false);
            }

            yield return new Take(index);
            yield return new Retry(index);
            yield return new Look(index);
            yield return new Place(index);
            foreach (var goal in _goals) yield return new Ask(index, goal);
        }

        for (var nth = 0; nth < world.Setting.Adjustments.Count; nth++) yield return new Adjust(nth);
        if (world.Setting.HasGuest)
        {
            foreach (var guest in Guest.All(world.Setting.Shelf[0].Sku)) yield return guest;
        }

        yield return new Tick();
    }

    private static IEnumerable<Event> OfAttempts(int index, int count)
    {
        for (var nth = 0; nth < count; nth++)
        {
            yield return new Hear(index, nth);
            yield return new Reach(index, nth);
            yield return new GiveUp(index, nth);
            yield return new AskAgain(index, nth);
            yield return new NotAsked(index, nth);
            yield return new Crash(index, nth);
        }
    }
}
