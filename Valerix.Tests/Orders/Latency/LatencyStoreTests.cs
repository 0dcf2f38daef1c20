using Valerix.OrderApi.Latency;
using Valerix.Tests.Orders.Storage;
using Valerix.Tests.Running;

namespace Valerix.Tests.Orders.Latency;

/// <summary>What replicas agree on, with PostgreSQL between them.</summary>
[Collection(WholeSystem.Name)]
public sealed class LatencyStoreTests(SharedApp shared) : IAsyncLifetime
{
    private OrdersDatabase _database = null!;
    private LatencyStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await OrdersDatabase.CreateAsync(shared.App);
        _store = new(_database.DataSource);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Every_replica_reads_what_all_of_them_saved_and_the_same_save_twice_is_one()
    {
        var (one, other) = (await RowAsync(count: 3, sumMs: 300), await RowAsync(count: 1, sumMs: 700));

        await _store.SaveAsync([one], default);
        await _store.SaveAsync([one], default);
        await _store.SaveAsync([other], default);
        var reading = await _store.ReadAsync(default);

        reading.Rows.Select(row => (row.Replica, row.Count, row.SumMs)).ShouldBe(
            [(one.Replica, 3, 300), (other.Replica, 1, 700)], ignoreOrder: true);
        reading.Rows[0].Histogram.Length.ShouldBe(LatencyHistogram.BucketCount);
        reading.At.ShouldBe(DateTimeOffset.UtcNow, tolerance: TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_is_long_out_of_the_window_is_neither_read_nor_kept()
    {
        var fresh = await RowAsync(count: 1, sumMs: 1);
        await _store.SaveAsync([fresh with { Second = fresh.Second - 40 }, fresh with { Second = fresh.Second - 70 }], default);

        await _store.SaveAsync([fresh], default);

        (await _store.ReadAsync(default)).Rows.ShouldHaveSingleItem().Second.ShouldBe(fresh.Second);
        (await _database.CountAsync("SELECT count(*) FROM latency_seconds")).ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_replicas_that_see_it_turn_one_speaks()
    {
        await _store.SaveAsync([await RowAsync(count: 1, sumMs: 2_000)], default);
        var red = await AllAtOnceAsync();
        await _store.SaveAsync([await RowAsync(count: 9, sumMs: 900)], default);
        var green = await AllAtOnceAsync();

        red.ShouldHaveSingleItem().Status.ShouldBe(LatencyStatus.Red);
        red[0].MeanMs.ShouldBe(2_000);
        green.ShouldHaveSingleItem().Status.ShouldBe(LatencyStatus.Green);
        (await _store.ReadAsync(default)).Status.ShouldBe(LatencyStatus.Green);
    }

    [Fact]
    public async Task A_system_that_was_never_red_has_nothing_to_say()
    {
        await _store.SaveAsync([await RowAsync(count: 1, sumMs: 1_000)], default);

        (await AllAtOnceAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_red_minute_counts_once_and_only_today()
    {
        await _database.ExecuteAsync("INSERT INTO latency_red_minutes VALUES (date_trunc('day', now(), 'UTC') - interval '1 minute')");

        await _store.MarkRedAsync(default);
        await _store.MarkRedAsync(default);

        // The clock may strike between the two.
        (await _store.ReadAsync(default)).RedMinutesToday.ShouldBeInRange(1, 2);
    }

    private async Task<LatencyChange[]> AllAtOnceAsync()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _store.ChangeAsync(default)));
        return [.. answers.OfType<LatencyChange>()];
    }

    private async Task<ReplicaSecond> RowAsync(int count, double sumMs)
    {
        var second = await _database.CountAsync("SELECT floor(extract(epoch FROM clock_timestamp()))::bigint");
        return new(second, Guid.NewGuid(), count, sumMs, new int[LatencyHistogram.BucketCount]);
    }
}
