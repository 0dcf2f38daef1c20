using System.Globalization;
using Valerix.OrderApi.Events;
using Valerix.Tests.Orders.Storage;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Events;

/// <summary>Entries get their ids in one order and are committed in another; a reader that goes on from where it was misses none.</summary>
[Collection(WholeSystem.Name)]
public sealed class CommitOrderTests(SharedApp shared) : IAsyncLifetime
{
    private const int Limit = 50;
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private OrdersDatabase _database = null!;
    private TimelineReader _reader = null!;

    public async Task InitializeAsync()
    {
        _database = await OrdersDatabase.CreateAsync(shared.App);
        _reader = new(_database.DataSource, TimeProvider.System);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task What_commits_late_is_waited_for_and_comes_in_its_place()
    {
        var (first, second) = (await PlaceAsync(), await PlaceAsync());
        var start = (await ReadAsync(0)).Last;
        await using var late = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await using var command = late.CreateCommand();
        command.CommandText = Confirmation(first);
        await command.ExecuteNonQueryAsync();
        await _database.ExecuteAsync(Confirmation(second));

        var read = ReadAsync(start);
        await Eventually.Async(async _ => read.IsCompleted || await IsWaitingAsync(), _bound, "the reader waits for the writer");
        read.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();

        (await read).Entries.Select(entry => entry.OrderId).ShouldBe([first, second]);
    }

    [Fact]
    public async Task A_position_never_goes_beyond_what_is_there()
    {
        await PlaceAsync();
        var start = (await ReadAsync(0)).Last;
        await using (var connection = await _database.DataSource.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = Confirmation(Guid.NewGuid());
            await command.ExecuteNonQueryAsync();
            await transaction.RollbackAsync();
        }

        // The id that was rolled back may be drawn again after a crash, when a sequence goes back to what was last written to the log.
        (await ReadAsync(start)).Last.ShouldBe(start);
        (await _reader.ReadAsync(start + 2, Limit, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task With_many_writers_every_entry_comes_once_and_those_of_an_order_in_their_order()
    {
        const int Orders = 20;
        const int Writers = 12;
        const int Transactions = 40;
        var seed = Environment.TickCount;
        var orders = new List<Guid>();
        for (var i = 0; i < Orders; i++) orders.Add(await PlaceAsync());
        var start = (await ReadAsync(0)).Last;

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(orders, Transactions, new Random(seed + writer))));
        var read = new List<long>();
        var position = start;
        for (var ended = false; ;)
        {
            // Read once more after the writers' end, and then to the end of what there is.
            var isLast = ended;
            ended = writing.IsCompleted;
            var page = await ReadAsync(position);
            read.AddRange(page.Entries.Select(entry => entry.Id));
            position = page.Last;
            if (isLast && page.Entries.Count == 0) break;
        }

        await writing;
        var committed = await IdsAsync(start);
        committed.Count.ShouldBeGreaterThan(Writers * Transactions);
        read.ShouldBe(committed, $"lost {committed.Except(read).Count()} of {committed.Count}, seed {seed}");
    }

    /// <summary>Transactions over several orders, whose rows are locked as the product does it, some of them rolled back.</summary>
    private async Task WriteAsync(IReadOnlyList<Guid> orders, int transactions, Random random)
    {
        for (var i = 0; i < transactions; i++)
        {
            var some = orders.OrderBy(_ => random.Next()).Take(random.Next(1, 5)).Order().ToArray();
            var pause = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_sleep({random.NextDouble() * 0.008})");
            await _database.ExecuteAsync(
                $"""
                BEGIN;
                SELECT FROM orders WHERE id IN ({string.Join(", ", some.Select(id => $"'{id}'"))}) ORDER BY id FOR NO KEY UPDATE;
                {string.Join($";{pause};", some.Select(Confirmation))};
                {pause};
                {(random.Next(10) == 0 ? "ROLLBACK" : "COMMIT")}
                """);
        }
    }

    private async Task<Guid> PlaceAsync() => (await _database.Store.PlaceAsync(New(Guid.NewGuid(), Long))).Id;

    private async Task<TimelinePage> ReadAsync(long after) => (await _reader.ReadAsync(after, Limit, CancellationToken.None)).ShouldNotBeNull();

    private static string Confirmation(Guid orderId) =>
        $"INSERT INTO order_events (order_id, type, at, detail) VALUES ('{orderId}', 'Confirmed', now(), 'Because.')";

    /// <summary>Whether the reader has asked again which writers are left.</summary>
    private async Task<bool> IsWaitingAsync() => await _database.CountAsync(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE '%virtualtransaction = ANY%' AND query NOT LIKE '%pg_stat_activity%'
        """) > 0;

    private async Task<IReadOnlyList<long>> IdsAsync(long after)
    {
        await using var command = _database.DataSource.CreateCommand($"SELECT id FROM order_events WHERE id > {after} ORDER BY id");
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<long>();
        while (await rows.ReadAsync()) ids.Add(rows.GetInt64(0));
        return ids;
    }
}
