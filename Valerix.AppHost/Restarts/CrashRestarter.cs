using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Valerix.AppHost.Postgres;

namespace Valerix.AppHost.Restarts;

/// <summary>Starts a service again when its process has died, as the cloud's platform would.</summary>
/// <remarks>
/// Neither the orchestrator nor the process does that by itself, and the crash gremlin ends processes on purpose.
/// A stop that a person asked for passes through the state Stopping and stays a stop.
/// </remarks>
internal static class CrashRestarterExtensions
{
    /// <summary>Restarts every service and local database whose process ends unasked, with a delay that doubles while it keeps dying.</summary>
    public static void RestartCrashedServices(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode) return;

        builder.Services.AddSingleton<CrashRestarter>();
        // Not a hosted service: the host starts those only when all dependencies are healthy,
        // and a service that dies before that would never come.
        builder.Eventing.Subscribe<BeforeStartEvent>((start, cancellationToken) =>
        {
            var ending = start.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            _ = start.Services.GetRequiredService<CrashRestarter>().RunAsync(ending);
            return Task.CompletedTask;
        });
    }
}

/// <inheritdoc cref="CrashRestarterExtensions"/>
internal sealed partial class CrashRestarter(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ILogger<CrashRestarter> logger)
{
    private readonly Dictionary<string, RestartHistory> _histories = [];

    /// <summary>Watches until <paramref name="cancellationToken"/> says that the AppHost is ending.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (change.Resource is ProjectResource or LocalPostgresServerResource) Observe(change, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The AppHost is ending, and everything with it.
        }
    }

    private void Observe(ResourceEvent change, CancellationToken cancellationToken)
    {
        if (!_histories.TryGetValue(change.ResourceId, out var history))
        {
            history = _histories[change.ResourceId] = new RestartHistory(TimeProvider.System);
        }

        if (history.Observe(change.Snapshot.State?.Text, change.Snapshot.StartTimeStamp) is { } delay)
        {
            _ = RestartAsync(change.ResourceId, change.Snapshot.ExitCode, delay, cancellationToken);
        }
    }

    private async Task RestartAsync(string resourceId, int? exitCode, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            LogRestart(resourceId, exitCode, delay);
            await Task.Delay(delay, cancellationToken);
            var result = await commands.ExecuteCommandAsync(resourceId, KnownResourceCommands.StartCommand, cancellationToken);
            if (!result.Success) LogRefused(resourceId, result.Message);
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }

    [LoggerMessage(LogLevel.Warning, "{ResourceId} ended unasked with exit code {ExitCode}; starting it again in {Delay}")]
    private partial void LogRestart(string resourceId, int? exitCode, TimeSpan delay);

    [LoggerMessage(LogLevel.Error, "{ResourceId} could not be started again: {Reason}")]
    private partial void LogRefused(string resourceId, string? reason);
}
