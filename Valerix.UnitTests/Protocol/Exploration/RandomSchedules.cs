using Valerix.UnitTests.Protocol.Events;
using Valerix.UnitTests.Protocol.Invariants;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Exploration;

/// <summary>Schedules drawn by lot, for worlds that are too large to see all of.</summary>
/// <param name="setting">The world.</param>
/// <param name="length">How many events are drawn before the world is left to come to rest.</param>
internal sealed class RandomSchedules(Setting setting, int length)
{
    private readonly Liveness _rest = new();

    /// <summary>Draws and plays a schedule; the same seed draws the same one.</summary>
    /// <returns>What it broke, shrunk; null when nothing.</returns>
    public Counterexample? Try(int seed)
    {
        var random = new Random(seed);
        var world = new SystemState(setting);
        var schedule = new List<Event>(length);
        while (schedule.Count < length && Draw(random, world) is (var happens, var next))
        {
            schedule.Add(happens);
            if (Safety.Violation(world, next) is not null) return Shrunk(schedule);

            world = next;
        }

        return _rest.Of(world).Violation is null ? null : Shrunk(schedule);
    }

    private static (Event Event, SystemState Next)? Draw(Random random, SystemState world)
    {
        Event[] candidates = [.. Possible.Candidates(world)];
        random.Shuffle(candidates);
        foreach (var drawn in candidates)
        {
            if (drawn.ApplyTo(world) is { } next) return (drawn, next);
        }

        return null;
    }

    private Counterexample Shrunk(IEnumerable<Event> schedule) => Counterexample.Of(setting, schedule)!.Shrunk();
}
