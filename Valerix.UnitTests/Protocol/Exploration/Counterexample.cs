using System.Globalization;
using System.Text;
using Valerix.UnitTests.Protocol.Events;
using Valerix.UnitTests.Protocol.Invariants;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Exploration;

/// <summary>What happened, in its order, and what it broke.</summary>
internal sealed record Counterexample(Setting Setting, IReadOnlyList<Event> Events, string Violation)
{
    /// <summary>Plays a schedule, then lets the world come to rest. Events that can't happen are left out.</summary>
    /// <returns>Null when nothing breaks.</returns>
    public static Counterexample? Of(Setting setting, IEnumerable<Event> schedule)
    {
        var world = new SystemState(setting);
        var played = new List<Event>();
        foreach (var happens in schedule)
        {
            if (happens.ApplyTo(world) is not { } next) continue;

            played.Add(happens);
            if (Safety.Violation(world, next) is { } violation) return new(setting, played, violation);

            world = next;
        }

        var (events, unrest) = new Liveness().Of(world);
        return unrest is null ? null : new(setting, [.. played, .. events], unrest);
    }

    /// <summary>Without the events that it does not take to break the same invariant: first in large parts, then one by one.</summary>
    public Counterexample Shrunk()
    {
        var smallest = this;
        for (var length = Events.Count; length > 0; length /= 2)
        {
            while (smallest.Without(length) is { } smaller)
            {
                smallest = smaller;
            }
        }

        return smallest;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"In the world \"{Setting}\" it breaks {Violation}, after").AppendLine();
        var world = new SystemState(Setting);
        for (var i = 0; i < Events.Count; i++)
        {
            world = Events[i].ApplyTo(world)!;
            text.Append(CultureInfo.InvariantCulture, $"{i + 1,3}. {Events[i],-60} {StateFingerprint.Of(world)}").AppendLine();
        }

        return text.ToString();
    }

    private Counterexample? Without(int length)
    {
        for (var start = 0; start < Events.Count; start++)
        {
            var rest = Events.Take(start).Concat(Events.Skip(start + length));
            if (Of(Setting, rest) is { } other && other.Violation[0] == Violation[0] && other.Events.Count < Events.Count) return other;
        }

        return null;
    }
}
