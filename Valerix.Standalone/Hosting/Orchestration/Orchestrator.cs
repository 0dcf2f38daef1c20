using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the resources in the order in which they wait for each other, and stops them in the opposite one.</summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext execution,
    IConfiguration configuration,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<DistributedApplication> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>The host's bound for stopping everything.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    private const int IdSuffixLength = 8;
    private const string IdSuffixCharacters = "abcdefghjkmnpqrstuvwxyz";

    private readonly Dictionary<string, ResourceInstance> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EndpointProxy> _proxies = [];
    private readonly CancellationTokenSource _stopping = new();
    private bool _disposed;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        Prepare();
        try
        {
            foreach (var resource in model.Resources)
                await IntroduceAsync(resource, starting.Token);

            await Task.WhenAll(_instances.Values
                .GroupBy(instance => instance.Resource)
                .Select(group => StartAtOnceAsync(group.Key, [.. group], starting.Token)));
            await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), starting.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Ctrl+C while it still starts is no failure: the host goes on to stop.
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        var order = new StopOrder(model.Resources);
        foreach (var wave in _instances.Values.GroupBy(instance => order.WaveOf(instance.Resource)).OrderBy(wave => wave.Key))
            await Task.WhenAll(wave.Select(instance => instance.StopAsync())).WaitAsync(cancellationToken);
    }

    /// <summary>Stops what still runs, should nobody have stopped the host.</summary>
    public async ValueTask DisposeAsync()
    {
        // Registered as itself and as a hosted service, it is disposed twice.
        if (_disposed)
            return;
        _disposed = true;

        await StopAsync(CancellationToken.None);
        foreach (var instance in _instances.Values)
            instance.Dispose();
        foreach (var proxy in _proxies)
            proxy.Dispose();
        _stopping.Dispose();
    }

    public async Task StartInstanceAsync(string id, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var instance = _instances[id];
        if (!instance.IsRunning)
            await StartAsync(instance.Resource, [instance], starting.Token);
        if (notifications.TryGetCurrentState(id, out var now) && now.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
            throw new DistributedApplicationException($"'{id}' failed to start.");
    }

    public Task StopInstanceAsync(string id, CancellationToken cancellationToken) => _instances[id].StopAsync().WaitAsync(cancellationToken);

    /// <summary>Gives every process its id and its ports.</summary>
    private void Prepare()
    {
        var randomize = configuration.GetValue("DcpPublisher:RandomizePorts", false);
        var context = new InstanceContext(execution, notifications, loggers, eventing, services, logger);
        foreach (var resource in model.Resources)
        {
            if (resource is not (ProjectResource or ExecutableResource))
                continue;

            var targetPorts = Endpoints.Allocate(resource, randomize, _proxies);
            var ids = targetPorts.Select(_ => $"{resource.Name}-{RandomNumberGenerator.GetString(IdSuffixCharacters, IdSuffixLength)}").ToArray();
            resource.Annotations.Add(new ResourceInstanceIdsAnnotation(ids));
            foreach (var (id, ports) in ids.Zip(targetPorts))
                _instances.Add(id, new ResourceInstance(resource, id, ports, context));
        }
    }

    /// <summary>Publishes what a resource is before it starts.</summary>
    private async Task IntroduceAsync(IResource resource, CancellationToken cancellationToken)
    {
        var urls = await Urls.OfAsync(resource, execution, loggers.GetLogger(resource), cancellationToken);
        await notifications.PublishUpdateAsync(resource, s => s with { Urls = urls, HealthReports = HealthMonitor.Unknown(resource) });

        if (resource is ParameterResource parameter)
            await ResolveAsync(parameter, cancellationToken);
        if (resource is IResourceWithEndpoints)
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken);

        // Not awaited: a resource with a life of its own may take its time, or wait for others.
        var initialize = new InitializeResourceEvent(resource, eventing, loggers, notifications, services);
        _ = Task.Run(() => eventing.PublishAsync(initialize, _stopping.Token), _stopping.Token).ContinueWith(
            failed => logger.LogError(failed.Exception!.GetBaseException(), "'{Resource}' could not be initialized.", resource.Name),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    private async Task ResolveAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            await parameter.GetValueAsync(cancellationToken);
            await notifications.PublishUpdateAsync(parameter, s => s with { State = KnownResourceStates.Running });
        }
        catch (MissingParameterValueException exception)
        {
            logger.LogError("{Reason}", exception.Message);
            await notifications.PublishUpdateAsync(
                parameter, s => s with { State = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Error) });
        }
    }

    private Task StartAtOnceAsync(IResource resource, ResourceInstance[] instances, CancellationToken cancellationToken)
        => resource.HasAnnotationOfType<ExplicitStartupAnnotation>()
            ? notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.NotStarted })
            : StartAsync(resource, instances, cancellationToken);

    private async Task StartAsync(IResource resource, ResourceInstance[] instances, CancellationToken cancellationToken)
    {
        try
        {
            await AnnounceConnectionStringAsync(resource, cancellationToken);
            foreach (var instance in instances)
            {
                await instance.PublishAsync(s => s with
                {
                    State = KnownResourceStates.Starting,
                    ExitCode = null,
                    StopTimeStamp = null,
                    ReadyEventTask = null,
                    HealthReports = HealthMonitor.Unknown(resource),
                });
            }

            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken);
            await notifications.WaitForDependenciesAsync(resource, cancellationToken);
            foreach (var proxy in _proxies.Where(proxy => proxy.Resource == resource))
                proxy.Open(_instances.Values.Where(instance => instance.Resource == resource));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await Task.WhenAll(instances.Select(instance => instance.FailAsync(exception)));
            return;
        }

        await Task.WhenAll(instances.Select(instance => instance.StartAsync(cancellationToken)));
    }

    /// <summary>Says that the connection strings of a resource, and of what belongs to it, are known.</summary>
    private async Task AnnounceConnectionStringAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken);

        foreach (var child in model.Resources.Where(r => r is IResourceWithParent owned && owned.Parent == resource && !r.HasOwnLifetime()))
            await AnnounceConnectionStringAsync(child, cancellationToken);
    }
}
