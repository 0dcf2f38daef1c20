using System.Collections.Immutable;

namespace Valerix.Web.Live;

/// <summary>Holds the latest snapshot and tells every open page about the next.</summary>
internal sealed class SnapshotBroadcaster
{
    private readonly Lock _lock = new();
    private ImmutableList<Watcher> _watchers = [];
    private TaskCompletionSource _watched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The latest, or <see cref="Snapshot.Loading"/> when no page was open: an older snapshot may be wrong by now.</summary>
    public Snapshot Current { get; private set; } = Snapshot.Loading;

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
    public IDisposable Watch(Action<Snapshot> onSnapshot)
    {
        var watcher = new Watcher(this, onSnapshot);
        lock (_lock)
        {
            _watchers = _watchers.Add(watcher);
            _watched.TrySetResult();
        }

        return watcher;
    }

    public void Publish(Snapshot snapshot)
    {
        ImmutableList<Watcher> watchers;
        lock (_lock)
        {
            // The last page left while this was read.
            if (_watchers.IsEmpty) return;
            Current = snapshot;
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
            Current = Snapshot.Loading;
        }
    }

    private sealed class Watcher(SnapshotBroadcaster board, Action<Snapshot> onSnapshot) : IDisposable
    {
        public void OnSnapshot(Snapshot snapshot) => onSnapshot(snapshot);

        public void Dispose() => board.Leave(this);
    }
}
