using Npgsql;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Processing;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.Tests.Running;
using static Valerix.UnitTests.Shared.ReservationDeciderExamples;

namespace Valerix.Tests.Inventory.Storage;

/// <summary>What happens to a batch when PostgreSQL does not like one of its commands.</summary>
[Collection(WholeSystem.Name)]
public sealed class ReservationBatcherTests(SharedApp shared) : IAsyncLifetime
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BatchMetrics _metrics = new(new PrivateMeters());
    private InventoryDatabase _database = null!;
    private Batcher<ReservationCommand, ReservationOutcome> _batcher = null!;
    private int _attempts;

    public async Task InitializeAsync()
    {
        _database = await InventoryDatabase.CreateAsync(shared.App);
        _batcher = BatcherOf(_database.Store);
        await _database.StockAsync("A", 1_000);
        await _database.StockAsync("B", 1_000);
        await PrepareStatementsAsync();
    }

    public async Task DisposeAsync()
    {
        await _batcher.DisposeAsync();
        await _database.BooksShouldBeRightAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Reserves_that_arrive_together_are_one_transaction()
    {
        var reserves = await WhileAnotherIsUnderWayAsync(() => [.. Enumerable.Range(0, 50).Select(_ => ReserveAsync("A"))]);

        foreach (var reserve in reserves)
        {
            (await reserve).ShouldBeOfType<ReservationOutcome.Accepted>();
        }

        (await _database.QueryAsync("SELECT count(*) FROM reservations GROUP BY xmin ORDER BY 1", row => row.GetInt64(0))).ShouldBe([1, 50]);
    }

    [Fact]
    public async Task A_command_that_PostgreSQL_refuses_fails_alone()
    {
        Task<ReservationOutcome> refused = null!;
        var reserves = await WhileAnotherIsUnderWayAsync(() =>
        {
            Task<ReservationOutcome>[] before = [ReserveAsync("A"), ReserveAsync("B")];
            // No request gets so far with such a sku: text in PostgreSQL has no NUL.
            refused = ReserveAsync("\0");
            return [.. before, ReserveAsync("A"), ReserveAsync("B"), ReserveAsync("B")];
        });

        (await Should.ThrowAsync<PostgresException>(refused.WaitAsync(_bound))).SqlState.ShouldBe(PostgresErrorCodes.CharacterNotInRepertoire);
        (await Task.WhenAll(reserves)).ShouldAllBe(outcome => outcome is ReservationOutcome.Accepted);
        (await _database.StockOfAsync("A")).ShouldBe((1_000, 2));
        (await _database.StockOfAsync("B")).ShouldBe((1_000, 3));
    }

    [Fact]
    public async Task A_product_that_somebody_keeps_locked_holds_up_its_own_reserves_only()
    {
        Task<ReservationOutcome> stuck = null!;
        await using (await _database.LockAsync("A"))
        {
            var reserves = await WhileAnotherIsUnderWayAsync(() =>
            {
                stuck = ReserveAsync("A");
                return [ReserveAsync("B"), ReserveAsync("B"), ReserveAsync("B")];
            });

            (await Task.WhenAll(reserves).WaitAsync(_bound)).ShouldAllBe(outcome => outcome is ReservationOutcome.Accepted);
            (await stuck.WaitAsync(_bound)).ShouldBeOfType<ReservationOutcome.Busy>();
        }

        (await ReserveAsync("A").WaitAsync(_bound)).ShouldBeOfType<ReservationOutcome.Accepted>();
    }

    [Fact]
    public async Task A_server_that_is_away_is_nobodys_fault()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody");
        await _batcher.DisposeAsync();
        _batcher = BatcherOf(new(nowhere, TimeProvider.System));

        var reserves = await WhileAnotherIsUnderWayAsync(() => [.. Enumerable.Range(0, 20).Select(_ => ReserveAsync("A"))], firstFails: true);

        foreach (var reserve in reserves)
        {
            await Should.ThrowAsync<NpgsqlException>(reserve.WaitAsync(_bound));
        }

        _attempts.ShouldBe(2);
    }

    private Batcher<ReservationCommand, ReservationOutcome> BatcherOf(ReservationStore store) => new(
        ProcessingExtensions.Limits,
        async (commands, cancellationToken) =>
        {
            Interlocked.Increment(ref _attempts);
            await _opened.Task;
            return await store.ExecuteAsync(commands, cancellationToken);
        },
        _metrics,
        TimeProvider.System);

    /// <summary>
    /// Npgsql 10.0.0 takes a statement as prepared even if PostgreSQL refused its parameters at that moment, and drops the connection when
    /// it is used again: an error more, of another kind than the one that is looked for here.
    /// </summary>
    private async Task PrepareStatementsAsync()
    {
        const int Uses = 2;
        for (var i = 0; i < Uses; i++) await _database.Store.ExecuteAsync([], CancellationToken.None);
    }

    private Task<ReservationOutcome> ReserveAsync(string sku) =>
        _batcher.ExecuteAsync(ReserveFor(Guid.CreateVersion7(), (sku, 1)), CancellationToken.None);

    /// <summary>Sends while a batch of one is under way, so that what is sent becomes the next batch.</summary>
    private async Task<Task<ReservationOutcome>[]> WhileAnotherIsUnderWayAsync(Func<Task<ReservationOutcome>[]> send, bool firstFails = false)
    {
        var first = _batcher.ExecuteAsync(new ReservationCommand.Release(Guid.CreateVersion7()), CancellationToken.None);
        await Eventually.Async(_ => Task.FromResult(Volatile.Read(ref _attempts) == 1), _bound, "the first batch is under way");
        var sent = send();
        _opened.SetResult();

        if (firstFails) await Should.ThrowAsync<NpgsqlException>(first.WaitAsync(_bound));
        else (await first.WaitAsync(_bound)).ShouldBeOfType<ReservationOutcome.Accepted>();
        return sent;
    }
}
