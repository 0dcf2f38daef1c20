using Npgsql;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>Carries out stock adjustments: one transaction each, under the product's lock.</summary>
/// <remarks>Two calls with one key and different skus don't wait for each other; the ledger's unique key lets one of them win.</remarks>
internal sealed class StockStore(NpgsqlDataSource dataSource)
{
    private const string LockProduct = $"SELECT {ProductRow.Columns} FROM products WHERE sku = $1 FOR NO KEY UPDATE";

    private const string FindByKey = "SELECT sku, on_hand_delta, reason, at FROM movements WHERE idempotency_key = $1";

    public Task<StockOutcome> AdjustAsync(StockAdjustment adjustment, CancellationToken cancellationToken) =>
        TransactionRetry.RunAsync(token => TryAdjustAsync(adjustment, token), cancellationToken);

    private async Task<StockOutcome> TryAdjustAsync(StockAdjustment adjustment, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var outcome = await DecideAsync(connection, adjustment, cancellationToken);
        if (outcome is StockOutcome.Moved moved)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Ledger.Append([moved.Movement]) } };
            await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private static async Task<StockOutcome> DecideAsync(NpgsqlConnection connection, StockAdjustment adjustment, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(LockProduct) { Parameters = { new() { Value = adjustment.Sku } } },
                new(FindByKey) { Parameters = { new() { Value = adjustment.IdempotencyKey } } },
                new(Ledger.ReadClock),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);

        var product = await rows.ReadAsync(cancellationToken) ? ProductRow.Read(rows) : null;

        await rows.NextResultAsync(cancellationToken);
        var earlier = await rows.ReadAsync(cancellationToken) ? ReadMovement(rows) : null;

        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var now = Ledger.TimeFor(product is null ? [] : [product], clock: rows.GetFieldValue<DateTimeOffset>(0));
        return adjustment.Decide(product, earlier, now);
    }

    private static Movement ReadMovement(NpgsqlDataReader row) => new()
    {
        Sku = row.GetString(0),
        Kind = MovementKind.Stock,
        OnHandDelta = row.GetInt64(1),
        ReservedDelta = 0,
        Reason = row.GetString(2),
        At = row.GetFieldValue<DateTimeOffset>(3),
    };
}
