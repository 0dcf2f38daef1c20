using System.Collections.Immutable;
using Valerix.InventoryApi.Domain;
using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>
/// Both databases, what the processes have in memory, and what is between them, at one moment. It never changes: an event makes
/// another world. What decides is the services' code; what is here does the I/O around it as they do.
/// </summary>
internal sealed record SystemState(Setting Setting)
{
    public const decimal Price = 5;

    public OrderTables Orders { get; init; } = new(Setting.Without);

    public InventoryTables Inventory { get; init; } = Stocked(Setting);

    /// <summary>Each in a process of its own, so that each can die alone.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    public ImmutableArray<LateRequest> Late { get; init; } = [];

    /// <summary>Orders as operators saw them who are about to have them tried again.</summary>
    public ImmutableArray<Order> Looks { get; init; } = [];

    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>How often something has gone wrong.</summary>
    public int Faults { get; init; }

    /// <summary>What the services' code threw while it decided; null as it should be.</summary>
    public string? Defect { get; init; }

    /// <summary>How many ids have been given.</summary>
    private int Ids { get; init; }

    /// <summary>The order at an index of the setting; null while it is not placed.</summary>
    public Order? Order(int index) => Orders.FindByKey(Key(index));

    /// <summary>Whether anything is not as it was, apart from the ids that have been given.</summary>
    public bool DiffersFrom(SystemState other) =>
        Orders != other.Orders || Inventory != other.Inventory || Attempts != other.Attempts || Late != other.Late || Looks != other.Looks || Now != other.Now;

    public static string Key(int index) => $"order {index + 1}";

    /// <summary>OrderProcess.PlaceAsync.</summary>
    public SystemState Place(int index)
    {
        var (world, id) = NewId();
        var (next, token) = world.NewId();
        var step = Setting.Engine.StepInto(OrderStatus.Pending, token)!;
        var placed = new Order
        {
            Id = id,
            CustomerId = "c",
            Status = OrderStatus.Pending,
            Message = "",
            IdempotencyKey = Key(index),
            PayloadHash = [],
            CreatedAt = Now,
            UpdatedAt = Now,
            Lines = [.. Setting.Orders[index].Select(line => new OrderLine { OrderId = id, Sku = line.Sku, Quantity = line.Quantity })],
            Step = new OrderStep
            {
                OrderId = id,
                Step = step.Step,
                Attempts = step.Attempts,
                DueAt = Now + step.DueIn,
                LeaseUntil = Now + step.Lease,
                LeaseToken = step.LeaseToken,
                CreatedAt = Now,
            },
        };
        var orders = next.Orders.Insert(placed);
        return orders == Orders ? this : (next with { Orders = orders }).Begin(placed, token);
    }

    /// <summary>OrderProcess.ReachAsync.</summary>
    public SystemState Request(Order order, OrderStatus goal)
    {
        var (world, token) = NewId();
        return world.Write(Setting.Engine.Request(order.Id, AllowedTransitions.ChangeTo(goal)!, token), token);
    }

    /// <summary>OrderProcess.RetryAsync, after it has read <paramref name="seen"/>.</summary>
    public SystemState Retry(Order seen)
    {
        var (world, token) = NewId();
        return Setting.Engine.Resume(seen, token) is { } write ? world.Write(write, token) : this;
    }

    /// <summary>StepWorker: StepQueue.TakeAsync, and what it took is run.</summary>
    public SystemState Take(Order order)
    {
        var (world, token) = NewId();
        var leased = world with { Orders = world.Orders.Lease(order, token, Now) };
        return leased.Begin(leased.Orders.Find(order.Id)!, token);
    }

    /// <summary>StepRunner.WriteAsync: the attempt has a result.</summary>
    public SystemState End(Attempt attempt, StepResult result)
    {
        var (order, tries) = Setting.Without == Protection.ReleaseAfterRefusal && result is StepResult.Refused
            ? (attempt.Order with { Step = attempt.Order.Step! with { Attempts = 0 } }, 1)
            : (attempt.Order, result.Tries);
        var write = Setting.Engine.After(order, result with { Tries = tries }, took: TimeSpan.Zero, Setting.Jitter);
        return (this with { Attempts = Attempts.Remove(attempt) }).Write(write, attempt.Token);
    }

    /// <summary>The attempt is over, and nothing comes of it; its request, if that is still under way, arrives late.</summary>
    public SystemState Abandon(Attempt attempt) => this with
    {
        Attempts = Attempts.Remove(attempt),
        Late = attempt.Answer is null ? Late.Add(attempt.Abandoned) : Late,
    };

    private SystemState Write(OrderWrite write, Guid token)
    {
        var (orders, order) = Orders.Write(write, Now);
        return (this with { Orders = orders }).Begin(order, token);
    }

    /// <summary>StepRunner.RunAsync: whoever holds the step runs it.</summary>
    private SystemState Begin(Order order, Guid token) =>
        order.IsHeldUnder(token) ? this with { Attempts = Attempts.Add(new(order)) } : this;

    private (SystemState SystemState, Guid Id) NewId() => (this with { Ids = Ids + 1 }, new Guid(Ids + 1, 0, 0, new byte[8]));

    private static InventoryTables Stocked(Setting setting)
    {
        var tables = new InventoryTables(setting.Without)
        {
            Products = [.. setting.Shelf.Select(item => new Product { Sku = item.Sku, Name = item.Sku, UnitPrice = Price })],
        };
        return setting.Shelf.Aggregate(tables, (stocked, item) =>
            stocked.Adjust(new StockAdjustment(item.Sku, item.OnHand, "first", $"first {item.Sku}"), DateTimeOffset.UnixEpoch));
    }
}
