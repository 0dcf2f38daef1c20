using Valerix.Web.Clients;

namespace Valerix.Web.Live;

/// <summary>Reads the products for all shoppers, however many shops are open, and not at all when none is.</summary>
internal sealed class ShelfPoller(PollingClient client, SnapshotBroadcaster<Shelf> board, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await board.Watched.WaitAsync(stoppingToken);
            var products = new PolledValue<IReadOnlyList<Product>>();
            while (board.Watched.IsCompleted)
            {
                products = products.With(await client.ListProductsAsync(stoppingToken), time.GetUtcNow());
                board.Publish(new(time.GetUtcNow(), products));
                await Task.Delay(_pace, time, stoppingToken);
            }
        }
    }
}
