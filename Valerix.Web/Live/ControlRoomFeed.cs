using Valerix.Web.Access;

namespace Valerix.Web.Live;

/// <summary>The way of the control room's snapshots to a page: they tell of all shoppers' orders, so a page needs an operator's pass for them.</summary>
internal sealed class ControlRoomFeed(SnapshotBroadcaster<Snapshot> board)
{
    /// <summary>The latest snapshot.</summary>
    public Snapshot Read(OperatorPass pass) => pass.IsValid ? board.Current : Snapshot.Loading;

    /// <summary>Calls <paramref name="onSnapshot"/> on each new snapshot, on any thread, until the result is disposed.</summary>
    /// <param name="pass">The page's operator.</param>
    /// <param name="onSnapshot">Takes the next snapshot, or null when the sign-in has ended; it must return at once and must not throw.</param>
    public IDisposable Watch(OperatorPass pass, Action<Snapshot?> onSnapshot) => board.Watch(snapshot => onSnapshot(pass.IsValid ? snapshot : null));
}
