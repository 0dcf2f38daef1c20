using Valerix.OrderApi.Domain;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Storage;

/// <summary>The SQL does what <see cref="OrdersInMemory"/> says, whatever happens to an order in whichever order.</summary>
[Collection(WholeSystem.Name)]
public sealed class StoreAgainstModelTests(SharedApp shared)
{
    private const int Lives = 100;
    private const int Events = 12;

    private static readonly StepResult[] _results =
    [
        new StepResult.Done("Done so.") { PricedLines = [new("A", 2, 9.95m), new("B", 1, 0.10m)] },
        new StepResult.Done("Done so.") { PricedLines = [new("A", 2, 9.95m), new("B", 1, 0.10m)] },
        new StepResult.Refused("Refused so.", "It can't be.", new([new("A", 2, 1)], [])),
        new StepResult.Contradiction("What?", "It can't be true."),
        new StepResult.Unknown("No idea."),
        new StepResult.NotAsked("Not asked."),
    ];

    private static readonly OrderStatus[] _goals = [OrderStatus.Shipped, OrderStatus.Delivered, OrderStatus.Cancelled];

    private readonly SagaEngine _engine = SagaExamples.Engine();

    [Fact]
    public async Task Both_come_to_the_same_after_every_event_of_many_lives()
    {
        await using var database = await OrdersDatabase.CreateAsync(shared.App);
        var seed = Environment.TickCount;
        for (var life = 0; life < Lives; life++)
        {
            await LiveAsync(database, new Random(seed + life), $"seed {seed + life}");
        }
    }

    private async Task LiveAsync(OrdersDatabase database, Random random, string seed)
    {
        var model = new OrdersInMemory();
        var placed = New(Guid.NewGuid(), Lease(random));
        // What somebody once read and may still act upon, late as it is.
        var read = new List<Order> { model.Place(placed) };
        // The same, as the store said it: with the database's times.
        var said = new List<Order> { await database.Store.PlaceAsync(placed) };
        await ShouldBeStoredAsync(database, said[^1], seed);

        for (var i = 0; i < Events; i++)
        {
            var which = random.Next(read.Count);
            var known = read[which];
            var write = random.Next(4) switch
            {
                0 => _engine.Request(placed.Id, AllowedTransitions.ChangeTo(_goals[random.Next(_goals.Length)])!, Guid.NewGuid()),
                1 => _engine.Resume(known, Guid.NewGuid()),
                _ => CanBeTried(known) ? _engine.After(known, Result(known, random), TimeSpan.Zero, jitter: 0) : null,
            };
            if (write is not null)
            {
                var current = model.Find(placed.Id);
                read.Add(model.Write(write));
                var decidedOn = write.DecidedOn is not null && IsUpToDate(known, current) && IsSameStep(said[which], said[^1]) ? said[which] : null;
                said.Add(await database.Store.WriteAsync(write with { DecidedOn = decidedOn }));
                Describe(said[^1]).ShouldBe(Describe(read[^1]), seed);
                await ShouldBeStoredAsync(database, said[^1], seed);
            }

            if (random.Next(3) == 0) await TakeAsync(database, model, read, said, placed.Id, Lease(random), seed);
        }

        (await database.TimelineAsync(placed.Id)).ShouldBe(model.Timeline(placed.Id), seed);
        await TakeAsync(database, model, read, said, placed.Id, Long, seed);
    }

    private static async Task TakeAsync(
        OrdersDatabase database, OrdersInMemory model, List<Order> read, List<Order> said, Guid id, TimeSpan lease, string seed)
    {
        var taken = (await database.Queue.TakeAsync(Enum.GetValues<SagaStep>(), Lives, lease, CancellationToken.None)).FirstOrDefault(order => order.Id == id);

        var expected = model.Take(id, taken?.Step!.LeaseToken ?? Guid.NewGuid(), lease);
        (taken is null ? "none" : Describe(taken)).ShouldBe(expected is null ? "none" : Describe(expected), seed);
        if (expected is null || taken is null) return;
        read.Add(expected);
        said.Add(taken);
    }

    // What a call returned without having read it.
    private static async Task ShouldBeStoredAsync(OrdersDatabase database, Order order, string seed) =>
        Everything((await database.Store.FindAsync([order.Id], CancellationToken.None)).ShouldHaveSingleItem()).ShouldBe(Everything(order), seed);

    // What participants never say: which stock is missing, to an order that has it; that the goods of an order without a price have left.
    private static StepResult Result(Order order, Random random) => _results[random.Next(_results.Length)] switch
    {
        StepResult.Refused when order is { Status: OrderStatus.Cancelling, Total: null } => _results[0],
        StepResult.Refused refused when order.Status != OrderStatus.Pending => refused with { Refusal = null },
        var result => result,
    };

    // The engine is only ever given what a runner could hold.
    private static bool CanBeTried(Order order) => order.Step is not null && order.Status != OrderStatus.NeedsAttention;

    // Who holds a lease knows what it wrote under it.
    private static bool IsUpToDate(Order known, Order current) =>
        current.Step?.LeaseToken != known.Step?.LeaseToken || current.Step?.Step == known.Step?.Step;

    // A step of the same kind that was planned anew under the same lease is another one: its holder has read it since.
    private static bool IsSameStep(Order known, Order current) => known.Step?.CreatedAt == current.Step?.CreatedAt;

    // A lease of no time has run out at once.
    private static TimeSpan Lease(Random random) => random.Next(2) == 0 ? TimeSpan.Zero : Long;
}
