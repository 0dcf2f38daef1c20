using System.Buffers.Binary;
using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>Carries out commands in the database: two round trips and one commit, however many there are.</summary>
/// <remarks>
/// Every transaction locks the orders it is about, in the order of their lock keys, and then the products, in the order of their skus.
/// With one order of locking for all there is no deadlock, and what was read can't change before it is written.
/// </remarks>
internal sealed class ReservationStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>How long a product counts as busy after its lock could not be had; then one batch waits for it again.</summary>
    private static readonly TimeSpan _busyFor = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Products whose lock could not be had, and when that was. For a while they are not waited for: else each batch that names one would
    /// hold up the orders of all other products.
    /// </summary>
    private readonly ConcurrentDictionary<string, long> _busy = new(StringComparer.Ordinal);

    /// <summary>Decides <paramref name="commands"/> in their order, and returns what came of each, in the same order.</summary>
    public async Task<IReadOnlyList<ReservationOutcome>> ExecuteAsync(IReadOnlyList<ReservationCommand> commands, CancellationToken cancellationToken)
    {
        try
        {
            return await TransactionRetry.RunAsync(token => TryExecuteAsync(commands, waitForProducts: true, token), cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return await TransactionRetry.RunAsync(token => TryExecuteAsync(commands, waitForProducts: false, token), cancellationToken);
        }
    }

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

    private async Task<IReadOnlyList<ReservationOutcome>> TryExecuteAsync(
        IReadOnlyList<ReservationCommand> commands, bool waitForProducts, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Sent together with the first batch. Unless the commit below arrives, leaving this method rolls back.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var decider = await LockAndLoadAsync(connection, commands, waitForProducts ? BusyProducts() : null, cancellationToken);
        ReservationOutcome[] outcomes = [.. commands.Select(decider.Decide)];
        await WriteAndCommitAsync(connection, decider, cancellationToken);
        return outcomes;
    }

    private string[] BusyProducts()
    {
        foreach (var (sku, since) in _busy)
        {
            if (time.GetElapsedTime(since) > _busyFor) _busy.TryRemove(sku, out _);
        }

        return [.. _busy.Keys];
    }

    /// <param name="connection">A connection with a transaction.</param>
    /// <param name="commands">What is to be decided.</param>
    /// <param name="busy">The products whose lock is not waited for; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private async Task<ReservationDecider> LockAndLoadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ReservationCommand> commands,
        string[]? busy,
        CancellationToken cancellationToken)
    {
        Guid[] orderIds = [.. commands.Select(command => command.OrderId).Distinct()];
        string[] skus = [.. commands.OfType<ReservationCommand.Reserve>().SelectMany(reserve => reserve.Lines).Select(line => line.Sku).Distinct()];

        // Statements of their own, because each sees what was committed before it began: the later ones see the state under the locks.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(ReservationSql.BoundLocks));
        batch.BatchCommands.Add(new(ReservationSql.LockOrders) { Parameters = { new() { Value = orderIds.Select(LockKey).Order().ToArray() } } });
        if (busy is not null) batch.BatchCommands.Add(OfProducts(ReservationSql.LockProducts, busy));
        if (busy is not []) batch.BatchCommands.Add(OfProducts(ReservationSql.TryLockProducts, busy));
        if (busy is not []) batch.BatchCommands.Add(OfProducts(ReservationSql.NameProducts, busy));
        batch.BatchCommands.Add(new(ReservationSql.LoadReservations) { Parameters = { new() { Value = orderIds } } });
        batch.BatchCommands.Add(new(Ledger.ReadClock));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);

        // The first result is that of the order's locks, which has nothing to be read.
        var products = new List<Product>();
        if (busy is not null) products.AddRange(await ReadNextAsync(rows, ProductRow.Read, cancellationToken));
        HashSet<string> missed = [];
        if (busy is not [])
        {
            var free = await ReadNextAsync(rows, ProductRow.Read, cancellationToken);
            missed = [.. (await ReadNextAsync(rows, row => row.GetString(0), cancellationToken)).Except(free.Select(product => product.Sku))];
            products.AddRange(free);
            foreach (var product in free) _busy.TryRemove(product.Sku, out _);
            foreach (var sku in missed) _busy.TryAdd(sku, time.GetTimestamp());
        }

        await rows.NextResultAsync(cancellationToken);
        var reservations = await ReservationSql.ReadReservationsAsync(rows, cancellationToken);

        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var now = Ledger.TimeFor(products, clock: rows.GetFieldValue<DateTimeOffset>(0));
        return new ReservationDecider(products, reservations, now, missed);

        NpgsqlBatchCommand OfProducts(string sql, string[]? which) => new(sql)
        {
            Parameters =
            {
                new() { Value = orderIds },
                new() { Value = skus },
                new() { Value = (object?)which ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
    }

    private static async Task<List<T>> ReadNextAsync<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await rows.NextResultAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(read(rows));
        }

        return all;
    }

    private static async Task WriteAndCommitAsync(NpgsqlConnection connection, ReservationDecider decider, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var write in ReservationSql.Write(decider))
        {
            batch.BatchCommands.Add(write);
        }

        if (decider.Movements.Count > 0) batch.BatchCommands.Add(Ledger.Append(decider.Movements));
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
