using Valerix.OrderApi.Domain;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Storage;

/// <summary>Statements that were prepared while the tables were empty don't come to read all of them.</summary>
[Collection(WholeSystem.Name)]
public sealed class OrderPlansTests(SharedApp shared) : IAsyncLifetime
{
    private const int Past = 20_000;
    private const int MostRowsForOne = 100;

    private static readonly StepResult _done = new StepResult.Done("Done so.") { PricedLines = [new("A", 2, 9.95m), new("B", 1, 0.10m)] };

    private readonly SagaEngine _engine = SagaExamples.Engine();
    private OrdersDatabase _database = null!;

    public async Task InitializeAsync() => _database = await OrdersDatabase.CreateAsync(shared.App);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task An_order_costs_no_more_rows_when_there_are_many()
    {
        const int Rehearsals = 10;
        for (var i = 0; i < Rehearsals; i++) await BuyAndShipAsync();
        await FillAsync();

        var before = await RowsRead.CountAsync(_database.DataSource);
        await BuyAndShipAsync();
        (await RowsRead.CountAsync(_database.DataSource) - before).ShouldBeInRange(1, MostRowsForOne);
    }

    private async Task BuyAndShipAsync()
    {
        var token = Guid.NewGuid();
        var placed = await _database.Store.PlaceAsync(New(token, Long));
        await _database.Store.PlaceAsync(New(token, Long, placed.IdempotencyKey));
        var confirmed = await _database.Store.WriteAsync(_engine.After(placed, _done, TimeSpan.Zero, jitter: 0));
        var shipping = await _database.Store.WriteAsync(_engine.Request(confirmed.Id, new(OrderTrigger.Ship, "Somebody asked."), token));
        (await _database.Queue.TakeAsync(1, Long)).ShouldBeEmpty();
        var shipped = await _database.Store.WriteAsync(_engine.After(shipping, new StepResult.Done("Done so."), TimeSpan.Zero, jitter: 0));
        shipped.Status.ShouldBe(OrderStatus.Shipped);
    }

    private Task FillAsync() => _database.ExecuteAsync(
        $"""
        CREATE TEMP TABLE past AS SELECT gen_random_uuid() AS id FROM generate_series(1, {Past});
        INSERT INTO orders (id, customer_id, status, message, total, idempotency_key, payload_hash, created_at, updated_at)
        SELECT id, 'past', 'Shipped', 'Gone.', 1, id::text, '', now(), now() FROM past;
        INSERT INTO order_lines (order_id, sku, quantity, unit_price) SELECT id, 'A', 1, 1 FROM past;
        INSERT INTO order_events (order_id, type, at, detail) SELECT id, 'Shipped', now(), 'Gone.' FROM past;
        INSERT INTO order_steps (order_id, step, attempts, due_at, lease_token, created_at)
        SELECT id, 'Commit', 1, now() + interval '1 day', id, now() FROM past;
        """);
}
