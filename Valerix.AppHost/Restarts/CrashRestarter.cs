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
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddHostedService<CrashRestarter>();
        }
    }
}

/// <inheritdoc cref="CrashRestarterExtensions"/>
internal sealed partial class CrashRestarter(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ILogger<CrashRestarter> logger) : BackgroundService
{
    private readonly Dictionary<string, RestartHistory> _histories = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (change.Resource is not (ProjectResource or LocalPostgresServerResource)) continue;

            var history = _histories.TryGetValue(change.ResourceId, out var known)
                ? known
                : _histories[change.ResourceId] = new RestartHistory(TimeProvider.System);
            if (history.Observe(change.Snapshot.State?.Text, change.Snapshot.StartTimeStamp) is { } delay)
            {
                _ = RestartAsync(change.ResourceId, change.Snapshot.ExitCode, delay, stoppingToken);
            }
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
            // The AppHost is ending, and everything with it.
        }
    }

    [LoggerMessage(LogLevel.Warning, "{ResourceId} ended unasked with exit code {ExitCode}; starting it again in {Delay}")]
    private partial void LogRestart(string resourceId, int? exitCode, TimeSpan delay);

    [LoggerMessage(LogLevel.Error, "{ResourceId} could not be started again: {Reason}")]
    private partial void LogRefused(string resourceId, string? reason);
}
