using Microsoft.Extensions.Hosting;

namespace Valerix.AppHost.Postgres;

/// <summary>Deletes the data of a test's server when the test's application has ended.</summary>
internal sealed class TransientCluster(PostgresCluster cluster, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopped.Register(cluster.Delete);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
