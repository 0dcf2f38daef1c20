using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The application of an AppHost that runs in this process. The AppHost starts it; whoever holds this waits for that, and ends it.</summary>
internal sealed class TestedApplication(EntryPointRun run, DistributedApplication inner) : DistributedApplication(new Host(run, inner))
{
    public override Task StartAsync(CancellationToken cancellationToken = default) => run.WhenStartedAsync(cancellationToken);

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        await this.WaitForShutdownAsync(cancellationToken);
    }

    private sealed class Host(EntryPointRun run, DistributedApplication inner) : IHost, IAsyncDisposable
    {
        public IServiceProvider Services => inner.Services;

        public Task StartAsync(CancellationToken cancellationToken = default) => run.WhenStartedAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken = default) => run.StopAsync().WaitAsync(cancellationToken);

        public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

        public ValueTask DisposeAsync() => run.DisposeAsync();
    }
}
