using System.Threading.Channels;
using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.Live;

public sealed class LivePollerTests : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly Answers _apis = new(_ => new(HttpStatusCode.InternalServerError));
    private readonly SnapshotBroadcaster<Snapshot> _board = new(Snapshot.Loading);
    private readonly LivePoller _poller;

    public LivePollerTests() => _poller = new(_apis.PollingClient, _board, Answers.Passes, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _poller.StopAsync(CancellationToken.None);
        _poller.Dispose();
        _apis.Dispose();
    }

    [Fact]
    public async Task Nothing_is_read_while_nobody_watches()
    {
        await _poller.StartAsync(CancellationToken.None);
        await _poller.StopAsync(CancellationToken.None);

        _apis.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task However_many_watch_each_list_is_read_at_most_twice_a_second()
    {
        var snapshots = Channel.CreateUnbounded<Snapshot>();
        using var first = _board.Watch(snapshot => snapshots.Writer.TryWrite(snapshot));
        using var second = _board.Watch(_ => { });
        using var third = _board.Watch(_ => { });

        await _poller.StartAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource(_bound);
        List<Snapshot> seen = [];
        while (seen.Count < 4) seen.Add(await snapshots.Reader.ReadAsync(patience.Token));
        await _poller.StopAsync(CancellationToken.None);

        // Timers may fire some milliseconds early.
        (seen[3].At - seen[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(3 * 500 - 100));
        _apis.Requests.Count(request => request.Address.AbsolutePath == "/products").ShouldBeLessThanOrEqualTo(5);
        _apis.Requests.Count(request => request.Address.AbsolutePath == "/operations").ShouldBeLessThanOrEqualTo(5);
        seen[3].Products.Trouble.ShouldBe("answers 500");
    }
}
