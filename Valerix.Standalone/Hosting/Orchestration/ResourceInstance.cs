using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>What an instance needs to know of the application.</summary>
internal sealed record InstanceContext(
    DistributedApplicationExecutionContext Execution,
    ResourceNotificationService Notifications,
    ResourceLoggerService Loggers,
    IDistributedApplicationEventing Eventing,
    IServiceProvider Services,
    ILogger Logger);

/// <summary>One replica of a resource: a process that is started and stopped.</summary>
internal sealed class ResourceInstance(IResource resource, string id, IReadOnlyDictionary<string, int> targetPorts, InstanceContext context) : IDisposable
{
    private const int LastLines = 20;

    /// <summary>The name of the property that says which process it is.</summary>
    private const string ProcessIdProperty = "executable.pid";

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private ChildProcess? _process;
    private Task _ended = Task.CompletedTask;
    private volatile bool _stopping;

    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>Unique among all instances.</summary>
    public string Id => id;

    /// <summary>Where it listens, by the endpoint's name.</summary>
    public IReadOnlyDictionary<string, int> TargetPorts => targetPorts;

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => _process is { Exited.IsCompleted: false };

    /// <summary>Starts the process; the state says what came of it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (IsRunning)
                return;
            await LaunchAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await FailAsync(exception);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Stops the process, if it runs; returns when it has ended.</summary>
    public async Task StopAsync()
    {
        await _oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            if (_process is not { Exited.IsCompleted: false } process)
                return;
            _stopping = true;
            await PublishAsync(s => s.State?.Text == KnownResourceStates.Running ? s with { State = KnownResourceStates.Stopping } : s);
            await process.StopAsync();
            await _ended;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Says that the instance cannot start, and why.</summary>
    public async Task FailAsync(Exception exception)
    {
        context.Logger.LogError("'{Resource}' failed to start: {Reason}", resource.Name, exception.Message);
        context.Loggers.GetLogger(id).LogError(exception, "Failed to start.");
        await PublishAsync(s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StopTimeStamp = DateTime.UtcNow,
        });
    }

    /// <summary>Changes the instance's state.</summary>
    public Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
        => context.Notifications.PublishUpdateAsync(resource, id, change);

    /// <inheritdoc />
    public void Dispose() => _oneAtATime.Dispose();

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var launch = await LaunchPlan.MakeAsync(this, context, cancellationToken);

        // The last process's end must be told before this one's start.
        await _ended;
        _stopping = false;
        var process = ChildProcess.Start(launch, context.Loggers.Log(id).Add);
        _process = process;
        await PublishAsync(s => s with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = DateTime.UtcNow,
            Properties = [.. s.Properties.Where(property => property.Name != ProcessIdProperty), new(ProcessIdProperty, process.Id)],
        });
        context.Logger.LogInformation("'{Id}' runs as process {ProcessId}.", id, process.Id);
        _ended = Task.Run(() => TellEndAsync(process), CancellationToken.None);
    }

    private async Task TellEndAsync(ChildProcess process)
    {
        var exitCode = await process.Exited;
        process.Dispose();
        var asExpected = _stopping || exitCode == 0;
        if (asExpected)
        {
            context.Logger.LogInformation("'{Id}' has ended.", id);
        }
        else
        {
            var lines = context.Loggers.Log(id).Kept().TakeLast(LastLines).Select(line => Environment.NewLine + "    " + line.Content);
            context.Logger.LogWarning(
                "'{Id}' ended with exit code {ExitCode}. Its last lines:{Lines}",
                id, exitCode.ToString(CultureInfo.InvariantCulture), string.Concat(lines));
        }

        await PublishAsync(s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.Finished, asExpected ? null : KnownResourceStateStyles.Error),
            ExitCode = exitCode,
            StopTimeStamp = DateTime.UtcNow,
        });

        // Not awaited: a subscriber may start the process again, which awaits this.
        if (context.Notifications.TryGetCurrentState(id, out var ended))
            _ = context.Eventing.PublishAsync(new ResourceStoppedEvent(resource, context.Services, ended), CancellationToken.None);
    }
}
