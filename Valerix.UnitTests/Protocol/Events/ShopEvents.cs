using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Events;

/// <summary>An order's key is sent, for the first time or again.</summary>
internal sealed record Place(int Index) : Event
{
    public override string ToString() => $"order {Index + 1} is placed";

    protected override SystemState Change(SystemState world) => world.Place(Index);
}

/// <summary>Somebody asks for an order to be shipped, delivered or cancelled.</summary>
internal sealed record Ask(int Index, OrderStatus Goal) : Event
{
    public override string ToString() => $"order {Index + 1} is to be {Goal}";

    protected override SystemState? Change(SystemState world) => world.Order(Index) is { } order ? world.Request(order, Goal) : null;
}

/// <summary>An operator reads an order that needs attention.</summary>
internal sealed record Look(int Index) : Event
{
    public override bool HappensByItself => true;

    public override string ToString() => $"an operator looks at order {Index + 1}";

    protected override SystemState? Change(SystemState world) =>
        world.Order(Index) is { Status: OrderStatus.NeedsAttention } order && !world.Looks.Any(seen => seen.Id == order.Id)
            ? world with { Looks = world.Looks.Add(order) }
            : null;
}

/// <summary>The operator has it tried again, whatever has become of it in between.</summary>
internal sealed record Retry(int Index) : Event
{
    public override bool HappensByItself => true;

    public override string ToString() => $"the operator has order {Index + 1} tried again";

    protected override SystemState? Change(SystemState world) =>
        world.Order(Index) is { } order && world.Looks.FirstOrDefault(seen => seen.Id == order.Id) is { } seen
            ? (world with { Looks = world.Looks.Remove(seen) }).Retry(seen)
            : null;
}
