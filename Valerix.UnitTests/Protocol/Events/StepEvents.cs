using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Events;

/// <summary>A worker takes an order's step, which is due and which nobody holds.</summary>
internal sealed record Take(int Index) : Event
{
    public override bool HappensByItself => true;

    public override string ToString() => $"a worker takes the step of order {Index + 1}";

    protected override SystemState? Change(SystemState world) =>
        world.Order(Index) is { } order && world.Orders.IsClaimable(order, world.Now) ? world.Take(order) : null;
}

/// <summary>Something that happens to an attempt.</summary>
/// <param name="Index">Of which order.</param>
/// <param name="Nth">Which of those that are under way, the oldest being 0.</param>
internal abstract record AttemptEvent(int Index, int Nth) : Event
{
    protected string Name => Nth == 0 ? $"the attempt at order {Index + 1}" : $"attempt no. {Nth + 1} at order {Index + 1}";

    protected sealed override SystemState? Change(SystemState world) =>
        world.Order(Index) is { } order && world.Attempts.Where(attempt => attempt.Order.Id == order.Id).ElementAtOrDefault(Nth) is { } attempt
            ? Change(world, attempt)
            : null;

    protected abstract SystemState? Change(SystemState world, Attempt attempt);
}

/// <summary>The request reaches Inventory, which decides, commits and answers.</summary>
internal sealed record Reach(int Index, int Nth) : AttemptEvent(Index, Nth)
{
    public override bool HappensByItself => true;

    public override string ToString() => $"the request of {Name} reaches Inventory";

    protected override SystemState? Change(SystemState world, Attempt attempt)
    {
        if (attempt.Answer is not null) return null;

        var (inventory, outcome) = world.Inventory.Execute(Network.CommandFor(attempt.Step, attempt.Order), world.Now);
        var answered = attempt with { Answer = Network.AnswerFor(attempt.Step, outcome) };
        return world with { Inventory = inventory, Attempts = world.Attempts.Replace(attempt, answered) };
    }
}

/// <summary>The answer reaches the Order API, which writes down what it means.</summary>
internal sealed record Hear(int Index, int Nth) : AttemptEvent(Index, Nth)
{
    public override bool HappensByItself => true;

    public override string ToString() => $"the answer to {Name} is heard";

    protected override SystemState? Change(SystemState world, Attempt attempt) =>
        attempt.Answer is { } answer ? world.End(attempt, InventoryResponseMapper.Of(attempt.Order, attempt.Step, answer) with { Tries = attempt.Tries }) : null;
}

/// <summary>No answer in time: the request, or the answer, was lost or is late, or Inventory died before or after its commit.</summary>
internal sealed record GiveUp(int Index, int Nth) : AttemptEvent(Index, Nth)
{
    public override string ToString() => $"{Name} gets no answer in time";

    protected override bool IsFaultIn(SystemState world) => true;

    protected override SystemState Change(SystemState world, Attempt attempt)
    {
        var nothing = InventoryResponseMapper.Of(attempt.Order, attempt.Step, new InventoryAnswer.NoAnswer("did not answer in time"));
        var late = world.Abandon(attempt).Late;
        return (world with { Late = late }).End(attempt, nothing with { Tries = attempt.Tries });
    }
}

/// <summary>No answer to this try, but there is time for another one.</summary>
internal sealed record AskAgain(int Index, int Nth) : AttemptEvent(Index, Nth)
{
    public override string ToString() => $"{Name} asks once more";

    protected override bool IsFaultIn(SystemState world) => true;

    protected override SystemState Change(SystemState world, Attempt attempt)
    {
        var again = attempt with { Tries = attempt.Tries + 1, Answer = null };
        return world with { Late = world.Abandon(attempt).Late, Attempts = world.Attempts.Replace(attempt, again) };
    }
}

/// <summary>The circuit is open.</summary>
internal sealed record NotAsked(int Index, int Nth) : AttemptEvent(Index, Nth)
{
    public override string ToString() => $"{Name} does not ask: the circuit is open";

    protected override bool IsFaultIn(SystemState world) => true;

    protected override SystemState? Change(SystemState world, Attempt attempt) => attempt is { Tries: 1, Answer: null }
        ? world.End(attempt, InventoryResponseMapper.Of(attempt.Order, attempt.Step, new InventoryAnswer.CircuitOpen()) with { Tries = 0 })
        : null;
}

/// <summary>The process that makes the attempt dies: before its call, during it, or between the answer and the update.</summary>
internal sealed record Crash(int Index, int Nth) : AttemptEvent(Index, Nth)
{
    public override string ToString() => $"the process with {Name} dies";

    protected override bool IsFaultIn(SystemState world) => true;

    protected override SystemState Change(SystemState world, Attempt attempt) => world.Abandon(attempt);
}
