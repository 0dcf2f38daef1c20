using System.Diagnostics;

namespace Valerix.LoadTest.Load.Selling;

/// <summary>
/// Looks after the orders that did not go straight through, while the selling goes on: a shopper who was told nothing asks again with the
/// same key, one who was told "taken" looks where the order is, and what is confirmed then is shipped then.
/// </summary>
internal sealed class FollowUpQueue(OrderDriver driver, Pace pace) : IAsyncDisposable
{
    /// <summary>Beyond this, selling waits: so many orders in trouble are trouble enough.</summary>
    private const int MaxOrders = 20_000;

    private const int MaxCalls = 32;

    /// <summary>How long an order is followed up.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _places = new(MaxOrders);
    private readonly SemaphoreSlim _calls = new(MaxCalls);
    private readonly CancellationTokenSource _ending = new();

    /// <summary>How many orders are looked after at the moment.</summary>
    public int Count => MaxOrders - _places.CurrentCount;

    /// <summary>Takes an order over; returns when there is room for it.</summary>
    public async Task TakeAsync(OrderTrace trace, TimeSpan? retryAfter)
    {
        trace.TakeDetour();
        await _places.WaitAsync(_ending.Token);
        _ = FollowAsync(trace, retryAfter, _ending.Token);
    }

    /// <summary>Waits until no order needs looking after.</summary>
    /// <returns>False when that took longer than <paramref name="bound"/>.</returns>
    public async Task<bool> DrainAsync(TimeSpan bound)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(_pause / 10);
        while (Count > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > bound) return false;
            await timer.WaitForNextTickAsync(_ending.Token);
        }

        return true;
    }

    /// <summary>Leaves what is still under way as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        // When all places are taken, no follow-up is under way any more.
        for (var place = 0; place < MaxOrders; place++) await _places.WaitAsync();
        _places.Dispose();
        _calls.Dispose();
        _ending.Dispose();
    }

    private async Task FollowAsync(OrderTrace trace, TimeSpan? retryAfter, CancellationToken ending)
    {
        try
        {
            var until = pace.Now + _patience;
            while (driver.NextCallOf(trace) is not null && pace.Now < until)
            {
                await Task.Delay(retryAfter is { } asked && asked > _pause ? (asked < _longestPause ? asked : _longestPause) : _pause, ending);
                await _calls.WaitAsync(ending);
                try
                {
                    retryAfter = await driver.AdvanceAsync(trace, ending);
                }
                finally
                {
                    _calls.Release();
                }
            }

            if (driver.NextCallOf(trace) is null) trace.Settle(pace.Now);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The run is over; what it was is written down as it is.
        }
        finally
        {
            _places.Release();
        }
    }
}
