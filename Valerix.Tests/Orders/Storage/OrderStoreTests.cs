using Npgsql;
using Valerix.OrderApi.Domain;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Storage;

/// <summary>What PostgreSQL makes of the engine's writes.</summary>
[Collection(WholeSystem.Name)]
public sealed class OrderStoreTests(SharedApp shared) : IAsyncLifetime
{
    private static readonly StepResult _done = new StepResult.Done("Done so.") { PricedLines = [new("A", 2, 9.95m), new("B", 1, 0.10m)] };
    private static readonly StepResult _unknown = new StepResult.Unknown("No idea.");
    private static readonly StepResult _contradiction = new StepResult.Contradiction("What?", "It can't be true.");
    private static readonly OrderChange _cancel = new(OrderTrigger.Cancel, "Somebody asked.");

    private readonly SagaEngine _engine = SagaExamples.Engine();
    private readonly Guid _token = Guid.NewGuid();
    private OrdersDatabase _database = null!;

    public async Task InitializeAsync() => _database = await OrdersDatabase.CreateAsync(shared.App);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task An_order_is_stored_with_the_step_that_it_needs()
    {
        var order = await _database.Store.PlaceAsync(New(_token, Long));

        order.IsHeldUnder(_token).ShouldBeTrue();
        order.Step!.Step.ShouldBe(SagaStep.Reserve);
        (order.Step.LeaseUntil - order.Step.DueAt).ShouldBe(Long);
        (await _database.TimelineAsync(order.Id)).ShouldBe([new("Pending", "The order was placed.")]);
    }

    [Fact]
    public async Task A_step_remembers_the_trace_that_caused_it_through_its_retries()
    {
        var order = New(_token, Long);
        var placed = await _database.Store.PlaceAsync(order with { Step = order.Step with { Traceparent = "the cause" } });
        var write = _engine.After(placed, _unknown, TimeSpan.Zero, jitter: 0);

        await _database.Store.WriteAsync(write with { Step = write.Step! with { Traceparent = "a worker's" } });

        (await _database.Store.FindAsync([placed.Id], CancellationToken.None)).Single().Step!.Traceparent.ShouldBe("the cause");
    }

    [Fact]
    public async Task A_key_that_has_an_order_gets_no_other_and_no_other_step()
    {
        var first = await _database.Store.PlaceAsync(New(_token, Long, "the key"));

        var again = await _database.Store.PlaceAsync(New(Guid.NewGuid(), Long, "the key"));

        again.Id.ShouldBe(first.Id);
        again.IsHeldUnder(_token).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_orders_are_stored_and_written_at_once()
    {
        NewOrder[] orders = [.. Enumerable.Range(0, 20).Select(_ => New(_token, Long))];
        var placed = await _database.Store.PlaceAsync([.. orders, New(_token, Long, orders[0].IdempotencyKey)], CancellationToken.None);
        placed.Select(order => order.IdempotencyKey).ShouldBe([.. orders.Select(order => order.IdempotencyKey), orders[0].IdempotencyKey]);

        var writes = placed.Take(20).Select((order, i) => _engine.After(order, i % 2 == 0 ? _done : _unknown, TimeSpan.Zero, jitter: 0)).ToArray();
        var written = await _database.Store.WriteAsync([.. writes, new(Guid.NewGuid()) { Sources = [] }], CancellationToken.None);

        written.Select(order => order?.Id).ShouldBe([.. placed.Take(20).Select(order => (Guid?)order.Id), null]);
        written.Count(order => order is { Status: OrderStatus.Confirmed, Total: 20.00m, Step: null }).ShouldBe(10);
        written.Count(order => order is { Status: OrderStatus.Pending, Total: null, Step: { Attempts: 1, LeaseUntil: null } }).ShouldBe(10);
    }

    [Fact]
    public async Task A_result_ends_the_step_and_comes_into_the_timeline_after_its_attempt()
    {
        var order = await _database.Store.PlaceAsync(New(_token, Long));

        var confirmed = await _database.Store.WriteAsync(_engine.After(order, _done, TimeSpan.Zero, jitter: 0));

        (confirmed.Status, confirmed.Total, confirmed.Step).ShouldBe((OrderStatus.Confirmed, 20.00m, null));
        confirmed.Lines.OrderBy(line => line.Sku).Select(line => line.UnitPrice).ShouldBe([9.95m, 0.10m]);
        (await _database.TimelineAsync(order.Id)).Select(entry => entry.Type).ShouldBe(["Pending", "ReserveAttempt", "Confirmed"]);
    }

    [Fact]
    public async Task An_order_stays_as_long_as_its_timeline_and_there_is_no_timeline_without_an_order()
    {
        var order = await _database.Store.PlaceAsync(New(_token, Long));
        foreach (var change in (string[])[$"DELETE FROM orders WHERE id = '{order.Id}'", $"UPDATE orders SET id = gen_random_uuid() WHERE id = '{order.Id}'"])
        {
            (await Should.ThrowAsync<PostgresException>(() => _database.ExecuteAsync(change))).SqlState.ShouldBe(PostgresErrorCodes.RestrictViolation);
        }

        var unknown = Guid.NewGuid();
        var write = _engine.After(order, _done, TimeSpan.Zero, jitter: 0) with { OrderId = unknown };
        (await _database.Store.WriteAsync([write], CancellationToken.None)).ShouldBe([null]);
        (await _database.TimelineAsync(unknown)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_lost_the_lease_changes_nothing_any_more()
    {
        var slow = await _database.Store.PlaceAsync(New(_token, lease: TimeSpan.Zero));
        (await _database.Queue.TakeAsync(1, Long)).ShouldBe([slow.Id]);
        var before = await FindAsync(slow.Id);

        foreach (var result in new[] { _done, _unknown, _contradiction })
        {
            var after = await _database.Store.WriteAsync(_engine.After(slow, result, TimeSpan.Zero, jitter: 0));
            Describe(after).ShouldBe(Describe(before));
        }

        (await _database.TimelineAsync(slow.Id)).Select(entry => entry.Type).ShouldBe(["Pending", "ReserveAttempt", "ReserveAttempt", "ReserveAttempt"]);
    }

    [Fact]
    public async Task A_lease_that_ran_out_still_counts_while_nobody_took_the_step()
    {
        var slow = await _database.Store.PlaceAsync(New(_token, lease: TimeSpan.Zero));

        (await _database.Store.WriteAsync(_engine.After(slow, _done, TimeSpan.Zero, jitter: 0))).Status.ShouldBe(OrderStatus.Confirmed);
    }

    [Fact]
    public async Task A_cancel_replaces_the_reserve_that_is_in_flight()
    {
        var order = await _database.Store.PlaceAsync(New(_token, Long));
        var other = Guid.NewGuid();

        var cancelling = await _database.Store.WriteAsync(_engine.Request(order.Id, _cancel, other));
        cancelling.IsHeldUnder(other).ShouldBeTrue();
        cancelling.Step!.Step.ShouldBe(SagaStep.Release);

        var late = await _database.Store.WriteAsync(_engine.After(order, _done, TimeSpan.Zero, jitter: 0));
        Describe(late).ShouldBe(Describe(cancelling));
    }

    [Fact]
    public async Task What_the_state_does_not_allow_leaves_the_step_alone()
    {
        var order = await _database.Store.PlaceAsync(New(_token, Long));

        var after = await _database.Store.WriteAsync(_engine.Request(order.Id, new(OrderTrigger.Ship, "Too early."), Guid.NewGuid()));

        Describe(after).ShouldBe(Describe(order));
        (await _database.TimelineAsync(order.Id)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_needs_attention_keeps_its_step_for_nobody_until_it_is_resumed_for_anybody()
    {
        var order = await _database.Store.PlaceAsync(New(_token, Long));

        var parked = await _database.Store.WriteAsync(_engine.After(order, _contradiction, TimeSpan.Zero, jitter: 0));
        (parked.Status, parked.AttentionFrom, parked.Step!.DueAt).ShouldBe((OrderStatus.NeedsAttention, OrderStatus.Pending, null));
        (await _database.Queue.TakeAsync(10, Long)).ShouldBeEmpty();
        (await _database.Queue.CountAsync(CancellationToken.None)).ShouldBe(new(1, 0, TimeSpan.Zero));

        var resumed = await _database.Store.WriteAsync(_engine.Resume(parked, Guid.NewGuid())!);
        (resumed.Status, resumed.AttentionFrom).ShouldBe((OrderStatus.Pending, null));
        (await _database.Queue.TakeAsync(10, Long)).ShouldBe([order.Id]);
    }

    [Fact]
    public async Task Of_two_retries_one_counts()
    {
        var order = await _database.Store.PlaceAsync(New(_token, Long));
        var parked = await _database.Store.WriteAsync(_engine.After(order, _contradiction, TimeSpan.Zero, jitter: 0));

        foreach (var _ in new[] { 1, 2 })
        {
            (await _database.Store.WriteAsync(_engine.Resume(parked, Guid.NewGuid())!)).Status.ShouldBe(OrderStatus.Pending);
        }

        (await _database.TimelineAsync(order.Id)).Count(entry => entry.Type == "Pending").ShouldBe(2);
    }

    private async Task<Order> FindAsync(Guid id) => (await _database.Store.FindAsync([id], CancellationToken.None)).Single();
}
