using System.Buffers.Binary;
using Npgsql;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>Carries out commands in the database: two round trips and one commit, however many there are.</summary>
/// <remarks>
/// Every transaction locks the orders it is about, in the order of their lock keys, and then the products, in the order of their skus.
/// With one order of locking for all there is no deadlock, and what was read can't change before it is written.
/// </remarks>
internal sealed class ReservationStore(NpgsqlDataSource dataSource)
{
    /// <summary>Decides <paramref name="commands"/> in their order, and returns what came of each, in the same order.</summary>
    public Task<IReadOnlyList<ReservationOutcome>> ExecuteAsync(IReadOnlyList<ReservationCommand> commands, CancellationToken cancellationToken) =>
        TransactionRetry.RunAsync(token => TryExecuteAsync(commands, token), cancellationToken);

    /// <summary>Finds holds whose time has run out, the oldest first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<Guid>> FindExpiredAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ReservationSql.FindExpired);
        command.Parameters.Add(new() { Value = limit });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var expired = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken))
        {
            expired.Add(rows.GetGuid(0));
        }

        return expired;
    }

    private async Task<IReadOnlyList<ReservationOutcome>> TryExecuteAsync(IReadOnlyList<ReservationCommand> commands, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Sent together with the first batch. Unless the commit below arrives, leaving this method rolls back.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var warehouse = await LockAndLoadAsync(connection, commands, cancellationToken);
        ReservationOutcome[] outcomes = [.. commands.Select(warehouse.Decide)];
        await WriteAndCommitAsync(connection, warehouse, cancellationToken);
        return outcomes;
    }

    private static async Task<ReservationDecider> LockAndLoadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ReservationCommand> commands,
        CancellationToken cancellationToken)
    {
        Guid[] orderIds = [.. commands.Select(command => command.OrderId).Distinct()];
        string[] skus = [.. commands.OfType<ReservationCommand.Reserve>().SelectMany(reserve => reserve.Lines).Select(line => line.Sku).Distinct()];

        // Statements of their own, because each sees what was committed before it began: the later ones see the state under the locks.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(ReservationSql.BoundLocks),
                new(ReservationSql.LockOrders) { Parameters = { new() { Value = orderIds.Select(LockKey).Order().ToArray() } } },
                new(ReservationSql.LockProducts) { Parameters = { new() { Value = orderIds }, new() { Value = skus } } },
                new(ReservationSql.LoadReservations) { Parameters = { new() { Value = orderIds } } },
                new(Ledger.ReadClock),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);

        await rows.NextResultAsync(cancellationToken);
        var products = new List<Product>();
        while (await rows.ReadAsync(cancellationToken))
        {
            products.Add(ProductRow.Read(rows));
        }

        await rows.NextResultAsync(cancellationToken);
        var reservations = await ReservationSql.ReadReservationsAsync(rows, cancellationToken);

        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var now = Ledger.TimeFor(products, clock: rows.GetFieldValue<DateTimeOffset>(0));
        return new ReservationDecider(products, reservations, now);
    }

    private static async Task WriteAndCommitAsync(NpgsqlConnection connection, ReservationDecider warehouse, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var write in ReservationSql.Write(warehouse))
        {
            batch.BatchCommands.Add(write);
        }

        if (warehouse.Movements.Count > 0) batch.BatchCommands.Add(Ledger.Append(warehouse.Movements));
        // In the same round trip as the writes, so that others wait for the locks no longer than they must.
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>64 bits of an order's id. Two orders with the same ones wait for each other, and that is all.</summary>
    private static long LockKey(Guid orderId)
    {
        Span<byte> bytes = stackalloc byte[16];
        orderId.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
    }
}
