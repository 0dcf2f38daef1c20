using Valerix.ServiceDefaults.Gremlin;
using Valerix.Web.Access;
using Valerix.Web.Clients;

namespace Valerix.Web.Live;

/// <summary>Reads both APIs for all operators, however many control rooms are open, and not at all when none is.</summary>
internal sealed class LivePoller(PollingClient client, SnapshotBroadcaster<Snapshot> board, OperatorPasses passes, TimeProvider time) : BackgroundService
{
    private const int NewsKept = 20;

    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _healthPace = TimeSpan.FromSeconds(1);

    // A slow service must not hold back what the other one says.
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);

    private Snapshot _last = Snapshot.Loading;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await board.Watched.WaitAsync(stoppingToken);
            await PollWhileWatchedAsync(stoppingToken);
        }
    }

    private async Task PollWhileWatchedAsync(CancellationToken cancellationToken)
    {
        var pass = passes.ForProcess();
        var products = new Poll<IReadOnlyList<Product>>(client.ListProductsAsync, _pace, time);
        var operations = new Poll<Operations>(token => client.GetOperationsAsync(pass, token), _pace, time);
        var gauge = new Poll<LatencyReport>(client.GetLatencyAsync, _pace, time);
        var gremlin = new Poll<GremlinPlan>(client.GetGremlinAsync, _pace, time);
        var orderApi = new Poll<ServiceReport>(token => client.GetHealthAsync(ServiceAddresses.OrderApi, pass, token), _healthPace, time);
        var inventoryApi = new Poll<ServiceReport>(token => client.GetHealthAsync(ServiceAddresses.InventoryApi, pass, token), _healthPace, time);

        while (board.Watched.IsCompleted)
        {
            var startedAt = time.GetTimestamp();
            var reads = Task.WhenAll(
                products.Refresh(cancellationToken),
                operations.Refresh(cancellationToken),
                gauge.Refresh(cancellationToken),
                gremlin.Refresh(cancellationToken),
                orderApi.Refresh(cancellationToken),
                inventoryApi.Refresh(cancellationToken));
            await Task.WhenAny(reads, Task.Delay(_patience, time, cancellationToken));

            Publish(new(
                time.GetUtcNow(), products.Latest, operations.Latest, gauge.Latest, gremlin.Latest, orderApi.Latest, inventoryApi.Latest));

            var rest = _pace - time.GetElapsedTime(startedAt);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, time, cancellationToken);
        }
    }

    private void Publish(Snapshot next)
    {
        var news = _last.News.InsertRange(0, NewsReporter.Compare(_last, next));
        _last = next with { News = news.Count > NewsKept ? news.RemoveRange(NewsKept, news.Count - NewsKept) : news };
        board.Publish(_last);
    }
}
