namespace Valerix.OrderApi.Processing;

/// <summary>Tells the worker that there may be something to do; to be told twice before it looks is the same as once.</summary>
internal sealed class StepWakeup : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _lock = new();

    public void Set()
    {
        lock (_lock)
        {
            if (_signal.CurrentCount == 0) _signal.Release();
        }
    }

    /// <summary>Returns when told so, and after <paramref name="atMost"/> in any case.</summary>
    /// <returns>Whether it was told.</returns>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
