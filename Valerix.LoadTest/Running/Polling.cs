namespace Valerix.LoadTest.Running;

/// <summary>Waits for what can be seen, and never longer than a bound.</summary>
internal static class Polling
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks until <paramref name="isSo"/>; no answer at all counts as "not yet".</summary>
    /// <returns>False when the bound passed before.</returns>
    public static async Task<bool> UntilAsync(Func<CancellationToken, Task<bool>> isSo, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(bound);
        using var timer = new PeriodicTimer(_interval);
        try
        {
            do
            {
                if (await IsSoAsync(isSo, bounded.Token)) return true;
            }
            while (await timer.WaitForNextTickAsync(bounded.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Out of time.
        }

        return false;
    }

    /// <summary>Makes a call that is safe to repeat until it is answered.</summary>
    /// <param name="call">Throws when there is no answer, or none that helps.</param>
    /// <param name="bound">A <see cref="TimeoutException"/> when it takes longer.</param>
    /// <param name="what">What the call was to do, for the exception's message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<T> AnswerAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan bound, string what, CancellationToken cancellationToken)
    {
        T? answer = default;
        return await UntilAsync(async token => { answer = await call(token); return true; }, bound, cancellationToken)
            ? answer!
            : throw new TimeoutException($"{what}: no answer within {bound.TotalSeconds:0} s.");
    }

    private static async Task<bool> IsSoAsync(Func<CancellationToken, Task<bool>> isSo, CancellationToken cancellationToken)
    {
        try
        {
            return await isSo(cancellationToken);
        }
        catch (Exception exception) when (exception.IsNoAnswer(cancellationToken))
        {
            return false;
        }
    }
}
