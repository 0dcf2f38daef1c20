using Valerix.InventoryApi.Domain;
using Valerix.Tests.Running;
using static Valerix.UnitTests.Shared.ReservationDeciderExamples;

namespace Valerix.Tests.Inventory.Storage;

/// <summary>Statements that were prepared while the tables were empty don't come to read all of them.</summary>
[Collection(WholeSystem.Name)]
public sealed class ReservationPlansTests(SharedApp shared) : IAsyncLifetime
{
    private const int Past = 20_000;
    private const int MostRowsForOne = 100;

    private InventoryDatabase _database = null!;

    public async Task InitializeAsync() => _database = await InventoryDatabase.CreateAsync(shared.App);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_reservation_costs_no_more_rows_when_there_are_many()
    {
        const int Rehearsals = 10;
        await _database.StockAsync("A", 100);
        for (var i = 0; i < Rehearsals; i++) await ReserveAndCommitAsync();
        await FillAsync();

        var before = await RowsRead.CountAsync(_database.DataSource);
        await ReserveAndCommitAsync();
        (await RowsRead.CountAsync(_database.DataSource) - before).ShouldBeInRange(1, MostRowsForOne);
    }

    private async Task ReserveAndCommitAsync()
    {
        var orderId = Guid.NewGuid();
        foreach (var command in (ReservationCommand[])[ReserveFor(orderId, ("A", 1)), new ReservationCommand.Commit(orderId)])
        {
            var outcome = await _database.Store.ExecuteAsync([command], CancellationToken.None);
            outcome.ShouldHaveSingleItem().ShouldBeOfType<ReservationOutcome.Accepted>();
        }

        (await _database.Store.FindExpiredAsync(1, CancellationToken.None)).ShouldBeEmpty();
    }

    private Task FillAsync() => _database.ExecuteAsync(
        $"""
        CREATE TEMP TABLE past AS SELECT gen_random_uuid() AS id, 'PAST-' || number AS sku FROM generate_series(1, {Past}) AS number;
        INSERT INTO products (sku, name, unit_price) SELECT sku, sku, 1 FROM past;
        INSERT INTO reservations (order_id, state, created_at, updated_at) SELECT id, 'Released', now(), now() FROM past;
        INSERT INTO reservation_lines (order_id, sku, quantity, unit_price) SELECT id, sku, 1, 1 FROM past;
        """);
}
