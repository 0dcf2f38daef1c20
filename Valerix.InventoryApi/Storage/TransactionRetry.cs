using Npgsql;

namespace Valerix.InventoryApi.Storage;

/// <summary>Runs a transaction again when it lost against another one, or when its connection had gone stale.</summary>
internal static class TransactionRetry
{
    private const int MaxAttempts = 3;

    /// <param name="transaction">Does its work once however often it runs: one whose commit was not acknowledged runs again too.</param>
    /// <param name="cancellationToken">Ends the attempt under way, and no other follows.</param>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> transaction, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transaction(cancellationToken);
            }
            catch (NpgsqlException exception) when (attempt < MaxAttempts && IsWorthAnotherTry(exception))
            {
                // At once: the other transaction is over, or the pool has dropped the connection.
            }
        }
    }

    /// <summary>A deadlock, a lost race for a unique key, a broken connection; not a timeout, also one for a lock, which has waited enough.</summary>
    private static bool IsWorthAnotherTry(NpgsqlException exception) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation
        || (exception.IsTransient && exception.InnerException is not TimeoutException && exception.SqlState != PostgresErrorCodes.LockNotAvailable);
}
