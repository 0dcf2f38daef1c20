namespace Valerix.Web.Live;

internal static class LiveExtensions
{
    /// <summary>One poller for the process, and the board where pages watch.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<SnapshotBroadcaster>()
        .AddHostedService<LivePoller>();
}
