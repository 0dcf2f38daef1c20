using Npgsql;
using Valerix.OrderApi.Domain;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Storage;

/// <summary>Orders that are placed and written at the same moment go together, and none of them notices.</summary>
[Collection(WholeSystem.Name)]
public sealed class OrderBatchingTests(SharedApp shared) : IAsyncLifetime
{
    private const int Many = 100;

    /// <summary>Rows that one transaction wrote have its number.</summary>
    private const string Commits = "SELECT count(DISTINCT xmin::text) FROM orders";

    private static readonly StepResult _done = new StepResult.Done("Done so.") { PricedLines = [new("A", 2, 9.95m), new("B", 1, 0.10m)] };
    private static readonly StepResult _tooDear = new StepResult.Done("Done so.") { PricedLines = [new("A", 2, 1e20m), new("B", 1, 0.10m)] };
    private static readonly OrderChange _cancel = new(OrderTrigger.Cancel, "Somebody asked.");

    private readonly SagaEngine _engine = SagaExamples.Engine();
    private readonly Guid _token = Guid.NewGuid();
    private OrdersDatabase _database = null!;
    private OrderLanes _lanes = null!;

    public async Task InitializeAsync()
    {
        _database = await OrdersDatabase.CreateAsync(shared.App);
        _lanes = OrderLanes.On(_database);
    }

    public async Task DisposeAsync()
    {
        await _lanes.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Many_orders_at_once_cost_a_commit_or_two_and_each_caller_gets_its_own()
    {
        NewOrder[] orders = [.. Enumerable.Range(0, Many).Select(_ => New(_token, Long))];

        var placed = await TogetherAsync(() => orders.Select(order => PlaceAsync(order)));
        placed.Select(order => order.Id).ShouldBe(orders.Select(order => order.Id));
        (await _database.CountAsync(Commits)).ShouldBeInRange(1, 2);

        var written = await TogetherAsync(() => placed.Select(order => WriteAsync(After(order, _done))));
        written.Select(order => (order!.Id, order.Status)).ShouldBe(orders.Select(order => (order.Id, OrderStatus.Confirmed)));
        (await _database.CountAsync(Commits)).ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task Two_calls_with_one_key_get_the_same_order_and_it_is_one_s_own()
    {
        NewOrder[] twins = [New(_token, Long, "the key"), New(Guid.NewGuid(), Long, "the key")];

        var placed = await TogetherAsync<Order>(() => [PlaceAsync(New(_token, Long)), .. twins.Select(order => PlaceAsync(order))]);

        placed[1].Id.ShouldBe(placed[2].Id);
        twins.Count(order => placed[1].Id == order.Id && placed[1].IsHeldUnder(order.Step.LeaseToken)).ShouldBe(1);
        (await _database.TimelineAsync(placed[1].Id)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_writes_to_one_order_take_turns()
    {
        var orders = await TogetherAsync(() => Enumerable.Range(0, 3).Select(_ => PlaceAsync(New(_token, Long))));
        var order = orders[1];

        var written = await TogetherAsync<Order?>(() =>
        [
            WriteAsync(After(orders[0], _done)),
            WriteAsync(After(order, _done)),
            WriteAsync(_engine.Request(order.Id, _cancel, Guid.NewGuid())),
            WriteAsync(After(orders[2], _done)),
        ]);

        written.Select(after => after!.Status).ShouldBe([OrderStatus.Confirmed, OrderStatus.Confirmed, OrderStatus.Cancelling, OrderStatus.Confirmed]);
        (await _database.TimelineAsync(order.Id)).Select(entry => entry.Type).ShouldBe(["Pending", "ReserveAttempt", "Confirmed", "Cancelling"]);
    }

    [Fact]
    public async Task What_the_database_refuses_fails_alone()
    {
        NewOrder[] orders = [.. Enumerable.Range(0, Many).Select(_ => New(_token, Long))];
        orders[Many / 2] = orders[Many / 2] with { Draft = new(new('c', OrderLimits.CustomerIdLength + 1), orders[0].Draft.Lines) };
        var placing = await TogetherAsync(() => orders.Select(order => OutcomeAsync(PlaceAsync(order))));
        placing[Many / 2].Failure.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.StringDataRightTruncation);
        var placed = placing.Select(outcome => outcome.Result).OfType<Order>().ToList();
        placed.Count.ShouldBe(Many - 1);

        var tooDear = placed[Many / 2];
        var writing = await TogetherAsync(() => placed.Select(order => OutcomeAsync(WriteAsync(After(order, order == tooDear ? _tooDear : _done)))));
        writing[Many / 2].Failure.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.NumericValueOutOfRange);
        writing.Count(outcome => outcome.Result?.Status == OrderStatus.Confirmed).ShouldBe(placed.Count - 1);
    }

    [Fact]
    public async Task Who_gives_up_does_not_wait_and_what_is_under_way_goes_on()
    {
        using var givenUp = new CancellationTokenSource();
        var (underWay, waiting, patient) = (New(_token, lease: TimeSpan.Zero), New(_token, Long), New(_token, Long));
        Task<Order> first, second, third;
        await using (await _database.HoldAsync())
        {
            first = PlaceAsync(underWay, givenUp.Token);
            await Eventually.Async(IsHeldUpAsync, TimeSpan.FromSeconds(10), "the first batch waits for the table");
            (second, third) = (PlaceAsync(waiting, givenUp.Token), PlaceAsync(patient));
            await givenUp.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => first);
            await Should.ThrowAsync<OperationCanceledException>(() => second);
        }

        (await third).Id.ShouldBe(patient.Id);
        (await _database.Store.FindAsync([waiting.Id], CancellationToken.None)).ShouldBeEmpty();
        // Nobody runs its step: that is what the lease is for.
        (await _database.Queue.TakeAsync(10, Long)).ShouldBe([underWay.Id]);
    }

    private Task<Order> PlaceAsync(NewOrder order, CancellationToken cancellationToken = default) => _lanes.Placing.ExecuteAsync(order, cancellationToken);

    private Task<Order?> WriteAsync(OrderWrite write) => _lanes.Writing.ExecuteAsync(write, CancellationToken.None);

    private OrderWrite After(Order order, StepResult result) => _engine.After(order, result, TimeSpan.Zero, jitter: 0);

    /// <summary>Begins all of it while nothing can be written, so that the second call at the latest has company.</summary>
    private async Task<T[]> TogetherAsync<T>(Func<IEnumerable<Task<T>>> begin)
    {
        Task<T>[] calls;
        await using (await _database.HoldAsync())
        {
            calls = [.. begin()];
        }

        return await Task.WhenAll(calls);
    }

    private async Task<bool> IsHeldUpAsync(CancellationToken cancellationToken) =>
        await _database.CountAsync("SELECT count(*) FROM pg_locks WHERE relation = 'orders'::regclass AND NOT granted") > 0;

    private static async Task<(T? Result, Exception? Failure)> OutcomeAsync<T>(Task<T> call)
    {
        try
        {
            return (await call, null);
        }
        catch (Exception exception)
        {
            return (default, exception);
        }
    }
}
