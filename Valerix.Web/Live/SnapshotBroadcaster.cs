using System.Collections.Immutable;

namespace Valerix.Web.Live;

/// <summary>Holds the latest snapshot and tells every open page about the next.</summary>
/// <param name="loading">What a page shows while nothing is known.</param>
internal sealed class SnapshotBroadcaster<T>(T loading) where T : class
{
    private readonly Lock _lock = new();
    private ImmutableList<Watcher> _watchers = [];
    private T? _latest;
    private TaskCompletionSource _watched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The latest, or what is shown while nothing is known, when no page was open: an older snapshot may be wrong by now.</summary>
    public T Current => _latest ?? loading;

    /// <summary>Ends as soon as at least one page watches.</summary>
    public Task Watched
    {
        get
        {
            lock (_lock) return _watched.Task;
        }
    }

    /// <summary>Calls <paramref name="onSnapshot"/> on each new snapshot, on any thread, until the result is disposed.</summary>
    /// <remarks>It must return at once and must not throw.</remarks>
    public IDisposable Watch(Action<T> onSnapshot)
    {
        var watcher = new Watcher(this, onSnapshot);
        lock (_lock)
        {
            _watchers = _watchers.Add(watcher);
            _watched.TrySetResult();
        }

        return watcher;
    }

    public void Publish(T snapshot)
    {
        ImmutableList<Watcher> watchers;
        lock (_lock)
        {
            // The last page left while this was read.
            if (_watchers.IsEmpty) return;
            _latest = snapshot;
            watchers = _watchers;
        }

        watchers.ForEach(watcher => watcher.OnSnapshot(snapshot));
    }

    private void Leave(Watcher watcher)
    {
        lock (_lock)
        {
            _watchers = _watchers.Remove(watcher);
            if (!_watchers.IsEmpty || !_watched.Task.IsCompleted) return;
            _watched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _latest = null;
        }
    }

    private sealed class Watcher(SnapshotBroadcaster<T> board, Action<T> onSnapshot) : IDisposable
    {
        public void OnSnapshot(T snapshot) => onSnapshot(snapshot);

        public void Dispose() => board.Leave(this);
    }
}
