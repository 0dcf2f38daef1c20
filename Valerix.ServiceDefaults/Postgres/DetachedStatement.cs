namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Waits for a statement no longer than its caller has time, whatever the database does.</summary>
/// <remarks>
/// Npgsql itself can't be told to give up: it asks the server to cancel, over a second connection, and blocks a thread until that is answered or
/// <c>Timeout</c> has passed. With a server that hangs, a burst of callers whose time is up would block every thread of the process. So the
/// statement gets no token and is left behind. It ends with the server's <c>statement_timeout</c>; how many are left behind is bounded by the pool.
/// </remarks>
public static class DetachedStatement
{
    /// <param name="statement">The statement, or several; the token that it gets never ends.</param>
    /// <param name="patience">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait has ended; whether the statement is carried out remains unknown.</exception>
    public static Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> statement, CancellationToken patience)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement(CancellationToken.None).WaitAsync(patience);
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(Func<CancellationToken, Task> statement, CancellationToken patience)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement(CancellationToken.None).WaitAsync(patience);
    }
}
