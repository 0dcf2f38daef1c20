using Microsoft.Extensions.Diagnostics.HealthChecks;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Processing;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Storage;

/// <summary>Who gets which step.</summary>
[Collection(WholeSystem.Name)]
public sealed class StepQueueTests(SharedApp shared) : IAsyncLifetime
{
    private OrdersDatabase _database = null!;

    public async Task InitializeAsync() => _database = await OrdersDatabase.CreateAsync(shared.App);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_step_that_somebody_holds_is_not_taken()
    {
        await PlaceAsync(Long);

        (await _database.Queue.TakeAsync(10, Long)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_is_older_than_half_a_minute_degrades_the_service_whatever_the_cause()
    {
        var order = await PlaceAsync(Long);
        (await CheckAsync()).Status.ShouldBe(HealthStatus.Healthy);

        await _database.ExecuteAsync($"UPDATE order_steps SET created_at = now() - interval '31 s' WHERE order_id = '{order.Id}'");

        (await CheckAsync()).Status.ShouldBe(HealthStatus.Degraded);

        Task<HealthCheckResult> CheckAsync()
        {
            var check = new StepHealthCheck(_database.Queue);
            return check.CheckHealthAsync(new() { Registration = new("orders", check, HealthStatus.Degraded, tags: null) });
        }
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_anybody_s()
    {
        var order = await PlaceAsync(lease: TimeSpan.Zero);

        (await _database.Queue.TakeAsync(10, Long)).ShouldBe([order.Id]);
        (await _database.Queue.TakeAsync(10, Long)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_takes_it_holds_it()
    {
        var order = await PlaceAsync(lease: null);

        var taken = (await _database.Queue.TakeAsync(Enum.GetValues<SagaStep>(), 1, Long, CancellationToken.None)).ShouldHaveSingleItem();

        taken.Id.ShouldBe(order.Id);
        taken.Lines.Count.ShouldBe(2);
        taken.IsHeldUnder(order.Step!.LeaseToken).ShouldBeFalse();
        taken.IsHeldUnder(taken.Step!.LeaseToken).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_due_later_waits()
    {
        var order = await PlaceAsync(Long);
        var later = SagaExamples.Engine().After(order, new StepResult.Unknown("No idea."), TimeSpan.Zero, jitter: 1);
        await _database.Store.WriteAsync(later with { Step = later.Step! with { DueIn = Long } });

        (await _database.Queue.TakeAsync(10, Long)).ShouldBeEmpty();
        (await _database.Queue.CountAsync(CancellationToken.None)).Steps.ShouldBe(1);
    }

    [Fact]
    public async Task The_oldest_come_first_and_no_more_than_asked_for()
    {
        var orders = new List<Order>();
        for (var i = 0; i < 5; i++) orders.Add(await PlaceAsync(lease: null));

        (await _database.Queue.TakeAsync(3, Long)).ShouldBe(orders.Take(3).Select(order => order.Id), ignoreOrder: true);
        (await _database.Queue.TakeAsync(3, Long)).ShouldBe(orders.Skip(3).Select(order => order.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Only_the_steps_that_are_asked_for_are_taken()
    {
        var order = await PlaceAsync(lease: null);

        (await _database.Queue.TakeAsync(10, Long, SagaStep.Commit, SagaStep.Release)).ShouldBeEmpty();
        (await _database.Queue.TakeAsync(10, Long, SagaStep.Reserve)).ShouldBe([order.Id]);
    }

    [Fact]
    public async Task Many_workers_at_once_take_every_step_once()
    {
        const int Orders = 200;
        await _database.Store.PlaceAsync([.. Enumerable.Range(0, Orders).Select(_ => New(Guid.NewGuid(), lease: null))], CancellationToken.None);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var mine = new List<Guid>();
            for (var i = 0; i < Orders; i++)
            {
                var some = await _database.Queue.TakeAsync(7, Long);
                if (some.Count == 0) break;
                mine.AddRange(some);
            }

            return mine;
        }));

        taken.SelectMany(mine => mine).Distinct().Count().ShouldBe(taken.Sum(mine => mine.Count));
        taken.Sum(mine => mine.Count).ShouldBe(Orders);
    }

    [Fact]
    public async Task What_is_unfinished_is_counted()
    {
        (await _database.Queue.CountAsync(CancellationToken.None)).ShouldBe(new(0, 0, TimeSpan.Zero));

        await PlaceAsync(Long);
        await PlaceAsync(lease: null);

        var backlog = await _database.Queue.CountAsync(CancellationToken.None);
        (backlog.OrdersNeedingAttention, backlog.Steps).ShouldBe((0, 2));
        backlog.OldestAge.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
    }

    private Task<Order> PlaceAsync(TimeSpan? lease) => _database.Store.PlaceAsync(New(Guid.NewGuid(), lease));
}
