namespace Valerix.UnitTests.Shared;

/// <summary>The only wait there is: for something that can be seen, and never longer than a bound.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    /// <param name="condition">May throw while things are down: that counts as "not yet".</param>
    /// <param name="bound">The test fails when it takes longer.</param>
    /// <param name="what">What is waited for, for the failure's message.</param>
    public static Task Async(Func<CancellationToken, Task<bool>> condition, TimeSpan bound, string what) =>
        ReadAsync(condition, holds => holds, bound, what);

    /// <summary>Reads until <paramref name="isSo"/>, and returns what was read last.</summary>
    public static async Task<T> ReadAsync<T>(
        Func<CancellationToken, Task<T>> read, Func<T, bool> isSo, TimeSpan bound, string what, TimeSpan? interval = null)
    {
        using var bounded = new CancellationTokenSource(bound);
        using var timer = new PeriodicTimer(interval ?? _interval);
        var lastSeen = "nothing";
        try
        {
            do
            {
                try
                {
                    var value = await read(bounded.Token);
                    if (isSo(value)) return value;
                    lastSeen = $"{value}";
                }
                catch (Exception exception) when (!bounded.IsCancellationRequested)
                {
                    lastSeen = $"{exception.GetType().Name}: {exception.Message}";
                }
            }
            while (await timer.WaitForNextTickAsync(bounded.Token));
        }
        catch (Exception) when (bounded.IsCancellationRequested)
        {
            // Out of time: said below, with what was seen last.
        }

        throw new TimeoutException($"{what}: not within {bound.TotalSeconds:0} s. Seen last: {lastSeen}");
    }
}
