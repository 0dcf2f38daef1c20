using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Valerix.Tests.Running;

/// <summary>Does to the system's parts what accidents do.</summary>
internal sealed class ServiceProcesses(DistributedApplication app)
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    /// <summary>Ends the process of a service at once, as <c>kill -9</c> does; nothing of it gets to run any more.</summary>
    public async Task KillAsync(string resource) => Kill(await PidAsync(resource));

    /// <summary>The same to one replica.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill(entireProcessTree: true);
    }

    /// <summary>Leaves the processes of a service alive and deaf: connections are taken and nothing is answered.</summary>
    /// <returns>Ends the state when it is disposed of.</returns>
    public async Task<IAsyncDisposable> SuspendAsync(string resource) => await SuspendAsync([.. (await PidsAsync(resource)).Values]);

    /// <summary>The same to some replicas.</summary>
    public static async Task<IAsyncDisposable> SuspendAsync(params int[] pids)
    {
        int[] processes = [.. pids.SelectMany(ProcessTree.Of)];
        await Signal.SendAsync("STOP", processes);
        return new Resumption(processes);
    }

    /// <summary>Stops all replicas of a service, or a server.</summary>
    public Task StopAsync(string resource) => CommandAsync(resource, KnownResourceCommands.StopCommand);

    public Task StartAsync(string resource) => CommandAsync(resource, KnownResourceCommands.StartCommand);

    /// <summary>The id of the process that a resource runs as now.</summary>
    public async Task<int> PidAsync(string resource)
    {
        using var bounded = new CancellationTokenSource(_bound);
        var running = await app.ResourceNotifications.WaitForResourceAsync(
            resource,
            change => change.Snapshot.State?.Text == KnownResourceStates.Running && Pid(change.Snapshot) is not null,
            bounded.Token);
        return Pid(running.Snapshot)!.Value;
    }

    /// <summary>The processes that a resource's replicas run as, by the replica's id; waits until all of them run.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PidsAsync(string resource)
    {
        var replicas = Find(resource).GetReplicaCount();
        using var bounded = new CancellationTokenSource(_bound);
        var running = new Dictionary<string, int>();
        await foreach (var change in app.ResourceNotifications.WatchAsync(bounded.Token))
        {
            if (change.Resource.Name != resource) continue;

            if (change.Snapshot.State?.Text == KnownResourceStates.Running && Pid(change.Snapshot) is { } pid) running[change.ResourceId] = pid;
            else running.Remove(change.ResourceId);
            if (running.Count == replicas) break;
        }

        return running;
    }

    private IResource Find(string resource) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(candidate => candidate.Name == resource);

    private async Task CommandAsync(string resource, string command)
    {
        using var bounded = new CancellationTokenSource(_bound);
        var result = await app.ResourceCommands.ExecuteCommandAsync(Find(resource), command, bounded.Token);
        result.Success.ShouldBeTrue($"{command} {resource}: {result.Message}");
    }

    private static int? Pid(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } value
            ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
            : null;

    private sealed class Resumption(IReadOnlyList<int> processes) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Signal.SendAsync("CONT", processes);
    }
}
