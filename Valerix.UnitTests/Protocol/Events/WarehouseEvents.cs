using Valerix.InventoryApi.Domain;
using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Events;

/// <summary>A request that nobody waits for any more reaches Inventory after all, or never.</summary>
internal sealed record Straggle(int Index, SagaStep Step, bool Arrives) : Event
{
    public override bool HappensByItself => Arrives;

    public override string ToString() => $"a late {Step} of order {Index + 1} {(Arrives ? "reaches Inventory" : "is lost")}";

    protected override SystemState? Change(SystemState world)
    {
        if (world.Order(Index) is not { } order || !world.Late.Contains(new(order.Id, Step))) return null;

        return world with
        {
            Late = world.Late.Remove(new(order.Id, Step)),
            Inventory = Arrives ? world.Inventory.Execute(Network.CommandFor(Step, order), world.Now).Tables : world.Inventory,
        };
    }
}

/// <summary>Pieces come in or go out, under a key of their own; sent again, it is the same ones.</summary>
internal sealed record Adjust(int Nth) : Event
{
    public override string ToString() => $"adjustment {Nth + 1} of the stock";

    protected override SystemState? Change(SystemState world)
    {
        var adjustment = new StockAdjustment(world.Setting.Shelf[0].Sku, world.Setting.Adjustments[Nth], "counted", $"adjustment {Nth + 1}");
        return world with { Inventory = world.Inventory.Adjust(adjustment, world.Now) };
    }
}

/// <summary>Somebody who is no order holds a piece for a time, commits it or lets it go; or the sweeper comes by.</summary>
internal sealed record Guest(ReservationCommand Command) : Event
{
    private static readonly Guid _id = new("00000000-0000-0000-0000-0000000000ff");

    public override bool HappensByItself => Command is ReservationCommand.Lapse;

    public override string ToString() => Command is ReservationCommand.Lapse
        ? "the sweeper comes by"
        : $"the guest's {Command.GetType().Name} reaches Inventory";

    /// <summary>All that a guest may ask for; the last is the sweeper's.</summary>
    public static IEnumerable<Guest> All(string sku) =>
    [
        new(new ReservationCommand.Reserve(_id, [new(sku, 1)], Hold: Setting.Tick)),
        new(new ReservationCommand.Commit(_id)),
        new(new ReservationCommand.Release(_id)),
        new(new ReservationCommand.Lapse(_id)),
    ];

    // ReservationSql.FindOverdue says when there is something to sweep.
    protected override SystemState? Change(SystemState world) =>
        Command is not ReservationCommand.Lapse || world.Inventory.Find(_id)?.IsExpired(world.Now) == true
            ? world with { Inventory = world.Inventory.Execute(Command, world.Now).Tables }
            : null;
}

/// <summary>Time passes: leases and holds run out, waits end. With an attempt still under way it is a fault: leases are longer than attempts.</summary>
internal sealed record Tick : Event
{
    public override bool HappensByItself => true;

    public override string ToString() => "time passes";

    protected override bool IsFaultIn(SystemState world) => world.Attempts.Any(attempt => attempt.Order.Step!.LeaseUntil > world.Now);

    // When nothing waits, a later moment is the same.
    protected override SystemState? Change(SystemState world) =>
        world.Orders.Rows.Any(order => order.Step is { } step && (step.LeaseUntil > world.Now || step.DueAt > world.Now))
        || world.Inventory.Reservations.Any(reservation => reservation.ExpiresAt > world.Now)
            ? world with { Now = world.Now + Setting.Tick }
            : null;
}
