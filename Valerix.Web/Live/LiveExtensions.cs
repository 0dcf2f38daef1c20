namespace Valerix.Web.Live;

internal static class LiveExtensions
{
    /// <summary>Two pollers for the process, one for each side of Web, and the boards where pages watch.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton(new SnapshotBroadcaster<Snapshot>(Snapshot.Loading))
        .AddSingleton(new SnapshotBroadcaster<Shelf>(Shelf.Loading))
        .AddSingleton<ControlRoomFeed>()
        .AddHostedService<LivePoller>()
        .AddHostedService<ShelfPoller>();
}
