namespace Valerix.AppHost.Restarts;

/// <summary>What has happened to one process so far, and so whether and when it is to be started again.</summary>
internal sealed class RestartHistory(TimeProvider time)
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(2);

    /// <summary>A process that lived this long was well; its next death is a first one again.</summary>
    private static readonly TimeSpan _wellAfter = TimeSpan.FromSeconds(5);

    private bool _stopAsked;
    private DateTime? _handledStart;
    private DateTime? _runningStart;
    private DateTimeOffset _runningSince;
    private TimeSpan _delay = _firstDelay;

    /// <summary>Takes in a state; answers the delay before a restart, or null when nothing is to be done.</summary>
    /// <param name="state">One of <see cref="KnownResourceStates"/>.</param>
    /// <param name="startTimeStamp">Tells one life of the process from the next: a terminal state is reported more than once.</param>
    public TimeSpan? Observe(string? state, DateTime? startTimeStamp)
    {
        if (state == KnownResourceStates.Stopping)
        {
            _stopAsked = true;
        }
        else if (state == KnownResourceStates.Starting || state == KnownResourceStates.Running)
        {
            _stopAsked = false;
            if (state == KnownResourceStates.Running) NoteLife(startTimeStamp);
        }
        else if (state is not null && KnownResourceStates.TerminalStates.Contains(state) && !_stopAsked && _handledStart != startTimeStamp)
        {
            _handledStart = startTimeStamp;
            return NextDelay();
        }

        return null;
    }

    // A life that goes on is reported again with every change of its health.
    private void NoteLife(DateTime? startTimeStamp)
    {
        if (_runningStart == startTimeStamp) return;

        _runningStart = startTimeStamp;
        _runningSince = time.GetUtcNow();
    }

    private TimeSpan NextDelay()
    {
        if (time.GetUtcNow() - _runningSince >= _wellAfter) _delay = _firstDelay;
        var delay = _delay;
        _delay = TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, _longestDelay.Ticks));
        return delay;
    }
}
