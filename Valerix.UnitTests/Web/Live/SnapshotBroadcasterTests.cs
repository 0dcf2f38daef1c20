using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.Live;

public sealed class SnapshotBroadcasterTests
{
    private static readonly Snapshot _some = Snapshot.Loading with { At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    private readonly SnapshotBroadcaster<Snapshot> _board = new(Snapshot.Loading);

    [Fact]
    public void Every_watcher_gets_each_snapshot_until_it_leaves()
    {
        List<string> seen = [];
        using var first = _board.Watch(_ => seen.Add("first"));
        var second = _board.Watch(_ => seen.Add("second"));

        _board.Publish(_some);
        second.Dispose();
        _board.Publish(_some);

        seen.ShouldBe(["first", "second", "first"]);
        _board.Current.ShouldBe(_some);
    }

    [Fact]
    public void It_is_watched_from_the_first_page_to_the_last()
    {
        _board.Watched.IsCompleted.ShouldBeFalse();
        var first = _board.Watch(_ => { });
        var second = _board.Watch(_ => { });

        _board.Watched.IsCompleted.ShouldBeTrue();
        first.Dispose();
        _board.Watched.IsCompleted.ShouldBeTrue();
        second.Dispose();
        _board.Watched.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void What_was_true_when_the_last_page_left_is_not_shown_to_the_next()
    {
        var page = _board.Watch(_ => { });
        _board.Publish(_some);
        page.Dispose();
        _board.Publish(_some);

        _board.Current.ShouldBe(Snapshot.Loading);
    }

    [Fact]
    public void Leaving_twice_is_leaving_once()
    {
        Action<Snapshot> watcher = _ => { };
        var first = _board.Watch(watcher);
        using var second = _board.Watch(watcher);

        first.Dispose();
        first.Dispose();

        _board.Watched.IsCompleted.ShouldBeTrue();
    }
}
