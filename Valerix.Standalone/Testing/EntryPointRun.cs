using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's entry point on a thread of its own, holds it where it builds its application, and ends it.</summary>
internal sealed class EntryPointRun : BuilderObserver, IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private readonly Assembly _appHost;
    private readonly string[] _args;
    private readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings> _configure;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new();
    private readonly Lazy<Task> _disposal;

    public EntryPointRun(Assembly appHost, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        _appHost = appHost;
        _args = args;
        _configure = configure;
        _disposal = new Lazy<Task>(DisposeCoreAsync);
        new Thread(Run) { IsBackground = true, Name = appHost.GetName().Name }.Start();
    }

    public Task<DistributedApplicationBuilder> WhenDescribedAsync(CancellationToken cancellationToken) => _described.Task.WaitAsync(cancellationToken);

    public Task WhenStartedAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult();
        return _built.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the entry point as Ctrl+C would.</summary>
    public async Task StopAsync()
    {
        _mayBuild.TrySetCanceled();
        if (_built.Task.IsCompletedSuccessfully)
            (await _built.Task).Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _ended.Task.WaitAsync(StopTimeout);
    }

    public ValueTask DisposeAsync() => new(_disposal.Value);

    public override void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
        => TestSettings.Apply(_appHost, _args, options, settings, _configure);

    public override void Building(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    public override void Built(DistributedApplication application)
    {
        application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => _started.TrySetResult());
        _built.TrySetResult(application);
    }

    private void Run()
    {
        Current = this;
        try
        {
            var main = _appHost.EntryPoint ?? throw new InvalidOperationException($"{_appHost.GetName().Name} has no entry point.");
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? [] : [_args], null);
            Fail(new InvalidOperationException("The AppHost's entry point ended before its application had started."));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Whoever still waits hears why it was in vain; if nobody does, that is no unobserved exception.</summary>
    private void Fail(Exception exception)
    {
        _described.TrySetException(exception);
        _built.TrySetException(exception);
        _started.TrySetException(exception);
        _ = (_described.Task.Exception, _built.Task.Exception, _started.Task.Exception);
    }

    private async Task DisposeCoreAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            if (_built.Task.IsCompletedSuccessfully)
                await (await _built.Task).DisposeAsync();
        }
    }
}
