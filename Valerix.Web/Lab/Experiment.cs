using Valerix.ServiceDefaults.Gremlin;
using Valerix.Web.Access;
using Valerix.Web.Clients;

namespace Valerix.Web.Lab;

/// <summary>Sends a burst of orders into a fault, waits until each is decided, and then compares both books.</summary>
/// <remarks>It is shown while it runs: a page may read its properties at any time.</remarks>
internal sealed class Experiment(OrdersClient orders, InventoryClient inventory, PollingClient look, TimeProvider time)
{
    public const string Sku = "LAB-BOX";

    private const string Name = "Schrödinger's box";
    private const decimal UnitPrice = 1m;

    /// <summary>The promise is 30 s after the faults' end.</summary>
    private static readonly TimeSpan _settleBound = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan _settlePace = TimeSpan.FromMilliseconds(500);

    /// <summary>Slow enough to be seen.</summary>
    private static readonly TimeSpan _openPace = TimeSpan.FromMilliseconds(60);

    private readonly string _customerId = $"lab-{Guid.NewGuid().ToString("N")[..8]}";

    public ExperimentPhase Phase { get; private set; }

    public IReadOnlyList<Box> Boxes { get; private set; } = [];

    /// <summary>What ended it early, as a sentence.</summary>
    public string? Trouble { get; private set; }

    public bool IsRunning => Phase is not (ExperimentPhase.Ready or ExperimentPhase.Done);

    public async Task RunAsync(OperatorPass pass, GremlinPreset fault, int count, CancellationToken cancellationToken)
    {
        (Boxes, Trouble) = ([.. Enumerable.Range(1, count).Select(number => new Box(number))], null);
        try
        {
            Phase = ExperimentPhase.Preparing;
            // Where the gremlin is not allowed, the experiment ends here and has written nothing.
            Demand(await look.GetGremlinAsync(cancellationToken));
            Demand(await inventory.PutProductAsync(pass, Sku, Name, UnitPrice, cancellationToken));
            Demand(await inventory.ReceiveAsync(pass, Sku, Guid.CreateVersion7().ToString(), count, cancellationToken));
            Demand(await inventory.SetGremlinAsync(pass, fault.Plan, cancellationToken));

            Phase = ExperimentPhase.Ordering;
            await Task.WhenAll(Boxes.Select(box => OrderAsync(box, cancellationToken)));

            Phase = ExperimentPhase.Settling;
            await UntilAsync(async () => (await inventory.SetGremlinAsync(pass, GremlinPlan.Off, cancellationToken)) is Outcome<GremlinPlan>.Answered, cancellationToken);
            await UntilAsync(() => SettleAsync(pass, cancellationToken), cancellationToken);

            Phase = ExperimentPhase.Opening;
            await OpenAsync(cancellationToken);
        }
        catch (ExperimentException exception)
        {
            Trouble = exception.Message;
        }
        finally
        {
            Phase = ExperimentPhase.Done;
        }
    }

    private async Task OrderAsync(Box box, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var outcome = await orders.PlaceAsync(box.Key, new(_customerId, [new(Sku, 1)]), cancellationToken);
        // No answer: the same call again, with the same key, says what became of the first.
        if (outcome is not Outcome<Order>.Answered) outcome = await orders.PlaceAsync(box.Key, new(_customerId, [new(Sku, 1)]), cancellationToken);
        box.Took = time.GetElapsedTime(startedAt);
        box.Order = outcome is Outcome<Order>.Answered(var order) ? order : null;
        box.WasDecidedAtOnce = IsDecided(box);
    }

    private async Task<bool> SettleAsync(OperatorPass pass, CancellationToken cancellationToken)
    {
        foreach (var box in Boxes)
        {
            if (box.Order is not { } order || IsDecided(box)) continue;
            if (await look.GetStoryAsync(pass, order.Id, cancellationToken) is Outcome<OrderStory>.Answered(var story)) box.Order = story.Order;
        }

        return Boxes.All(box => box.Order is null || IsDecided(box));
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var ledger = await ReadLedgerAsync(cancellationToken);
        using var pace = new PeriodicTimer(_openPace, time);
        foreach (var box in Boxes)
        {
            if (box.Order is not { } order) continue;
            var movements = ledger[order.Id].ToList();
            box.Found = new(
                order.Status,
                await ReadStateAsync(order.Id, cancellationToken),
                movements.Sum(movement => movement.ReservedDelta),
                -movements.Sum(movement => movement.OnHandDelta),
                order.Lines.Sum(line => line.Quantity));
            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<ReservationState?> ReadStateAsync(Guid orderId, CancellationToken cancellationToken)
    {
        ReservationState? state = null;
        await UntilAsync(
            async () => (await look.GetReservationAsync(orderId, cancellationToken)).Match(
                reservation => (state = reservation.State) is not null,
                problem => problem.Status == StatusCodes.Status404NotFound,
                _ => false),
            cancellationToken);
        return state;
    }

    private async Task<ILookup<Guid, Movement>> ReadLedgerAsync(CancellationToken cancellationToken)
    {
        var ours = Boxes.Select(box => box.Order?.Id).OfType<Guid>().ToHashSet();
        var movements = new List<Movement>();
        string? cursor = null;
        do
        {
            if (await look.ListMovementsAsync(Sku, cursor, cancellationToken) is not Outcome<ServiceDefaults.Http.Page<Movement>>.Answered(var page))
            {
                throw new ExperimentException("Inventory's ledger can't be read.");
            }

            movements.AddRange(page.Items.Where(movement => movement.OrderId is { } id && ours.Contains(id)));
            cursor = page.Next;
            // The ledger is newest first, and what was delivered for this experiment lies below all of its orders.
            if (page.Items.Any(movement => movement.OrderId is { } id && !ours.Contains(id))) break;
        }
        while (cursor is not null);
        return movements.ToLookup(movement => movement.OrderId!.Value);
    }

    private async Task UntilAsync(Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(_settlePace, time);
        while (!await isDone())
        {
            if (time.GetElapsedTime(startedAt) > _settleBound) throw new ExperimentException($"It did not settle within {_settleBound.TotalSeconds:0} s.");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static bool IsDecided(Box box) => box.Order is { Status: not (OrderStatus.Pending or OrderStatus.Shipping or OrderStatus.Cancelling) };

    private static void Demand<T>(Outcome<T> outcome) => outcome.Match(
        _ => true,
        problem => throw new ExperimentException(problem.Sentence),
        reason => throw new ExperimentException($"Inventory {reason}."));

    private sealed class ExperimentException(string sentence) : Exception(sentence);
}

/// <summary>How far an experiment is.</summary>
public enum ExperimentPhase
{
    Ready,

    /// <summary>Goods are delivered, and the gremlin is let loose.</summary>
    Preparing,

    /// <summary>The orders are sent.</summary>
    Ordering,

    /// <summary>The gremlin was called off, and the orders come right.</summary>
    Settling,

    /// <summary>The boxes are opened.</summary>
    Opening,

    Done,
}
