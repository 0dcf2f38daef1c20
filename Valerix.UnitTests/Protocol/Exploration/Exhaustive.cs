using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Events;
using Valerix.UnitTests.Protocol.Invariants;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Exploration;

/// <summary>Every schedule there is in a setting, breadth first: what it finds is as short as can be.</summary>
internal sealed class Exhaustive(Setting setting)
{
    private readonly Dictionary<UInt128, Arrival> _arrivals = [];
    private readonly HashSet<OrderStatus> _statuses = [];
    private readonly Liveness _rest = new();

    /// <summary>Distinct states that were visited.</summary>
    public int States => _arrivals.Count;

    /// <summary>Events that were tried in them.</summary>
    public int Transitions { get; private set; }

    /// <summary>How many events it takes to come to the farthest state.</summary>
    public int Depth { get; private set; }

    /// <summary>The states that orders were in.</summary>
    public IReadOnlyCollection<OrderStatus> Statuses => _statuses;

    /// <returns>The first thing that is broken; null when nothing is, in any state.</returns>
    public Counterexample? Explore()
    {
        var start = new SystemState(setting);
        _arrivals[StateFingerprint.KeyOf(start)] = new(default, null);
        for (List<SystemState> frontier = [start], next = []; frontier.Count > 0; (frontier, next) = (next, []), Depth++)
        {
            foreach (var world in frontier)
            {
                if (Expand(world, next) is { } found) return found;
            }
        }

        return null;
    }

    private Counterexample? Expand(SystemState world, List<SystemState> next)
    {
        var key = StateFingerprint.KeyOf(world);
        _statuses.UnionWith(world.Orders.Rows.Select(order => order.Status));
        var (events, unrest) = _rest.Of(world);
        if (unrest is not null) return new(setting, [.. PathTo(key), .. events], unrest);

        foreach (var (happens, after) in Possible.In(world))
        {
            Transitions++;
            if (Safety.Violation(world, after) is { } violation) return new(setting, [.. PathTo(key), happens], violation);
            if (_arrivals.TryAdd(StateFingerprint.KeyOf(after), new(key, happens))) next.Add(after);
        }

        return null;
    }

    private Stack<Event> PathTo(UInt128 key)
    {
        var path = new Stack<Event>();
        for (var arrival = _arrivals[key]; arrival.By is { } happens; arrival = _arrivals[arrival.From])
        {
            path.Push(happens);
        }

        return path;
    }

    private sealed record Arrival(UInt128 From, Event? By);
}
