using Valerix.Web.Clients;

namespace Valerix.Web.Live;

/// <summary>One thing that is read at a pace, with at most one read under way.</summary>
/// <param name="read">Reads it once; bounded in time.</param>
/// <param name="pace">The least time from the start of one read to the start of the next.</param>
/// <param name="time">The clock.</param>
internal sealed class Poll<T>(Func<CancellationToken, Task<Outcome<T>>> read, TimeSpan pace, TimeProvider time)
    where T : class
{
    private Task _reading = Task.CompletedTask;
    private long? _startedAt;

    public PolledValue<T> Latest { get; private set; } = new();

    /// <summary>Starts a read if one is due and none is under way; the task ends with that read.</summary>
    public Task Refresh(CancellationToken cancellationToken)
    {
        var isDue = _startedAt is not { } startedAt || time.GetElapsedTime(startedAt) >= pace;
        if (_reading.IsCompleted && isDue)
        {
            _startedAt = time.GetTimestamp();
            _reading = ReadAsync(cancellationToken);
        }

        return _reading;
    }

    private async Task ReadAsync(CancellationToken cancellationToken) =>
        Latest = Latest.With(await read(cancellationToken), time.GetUtcNow());
}
