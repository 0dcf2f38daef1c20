using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Valerix.Tests.Running;

/// <summary>Does to the system's parts what accidents do.</summary>
internal sealed class ServiceProcesses(DistributedApplication app)
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    /// <summary>Ends the process of a service (of the first replica, if there are several) at once, as <c>kill -9</c> does.</summary>
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

    /// <summary>The same to some replicas, each with all that it started.</summary>
    public static async Task<IAsyncDisposable> SuspendAsync(params int[] pids)
    {
        int[] processes = [.. pids.SelectMany(ProcessTree.Of)];
        await Signal.SendAsync("STOP", processes);
        return new Resumption(processes);
    }

    /// <summary>Stops all replicas of a service, or a server.</summary>
    public async Task StopAsync(string resource)
    {
        await CommandAsync(ReplicasOf(resource), KnownResourceCommands.StopCommand);
        foreach (var replica in ReplicasOf(resource))
        {
            await Eventually.Async(_ => Task.FromResult(Pid(replica) is null), _bound, $"{replica.Name} is stopped");
        }
    }

    /// <summary>Starts what does not run of a service, or a server.</summary>
    public Task StartAsync(string resource) => CommandAsync(ReplicasOf(resource).Where(replica => Pid(replica) is null), KnownResourceCommands.StartCommand);

    /// <summary>Starts a program that ends by itself, and waits for that.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int?> RunAsync(string resource, TimeSpan bound)
    {
        using var bounded = new CancellationTokenSource(bound);
        await StartAsync(resource);
        var end = await app.ResourceNotifications.WaitForResourceAsync(
            resource, change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), bounded.Token);
        return end.Snapshot.ExitCode;
    }

    /// <summary>The id of the process that a resource, or the first replica of a service, runs as now.</summary>
    public Task<int> PidAsync(string resource) => RunningPidAsync(ReplicasOf(resource)[0]);

    /// <summary>The processes that a resource's replicas run as, by the replica's name; waits until all of them run.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PidsAsync(string resource)
    {
        var running = new Dictionary<string, int>();
        foreach (var replica in ReplicasOf(resource)) running[replica.Name] = await RunningPidAsync(replica);
        return running;
    }

    /// <summary>The resources behind a service's front door; a service without one is its own only replica.</summary>
    private IResource[] ReplicasOf(string name)
    {
        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        var replicas = resources.Where(resource => Regex.IsMatch(resource.Name, $"^{name}-[0-9]+$")).OrderBy(resource => resource.Name).ToArray();
        return replicas is [] ? [resources.Single(resource => resource.Name == name)] : replicas;
    }

    private async Task CommandAsync(IEnumerable<IResource> replicas, string command)
    {
        using var bounded = new CancellationTokenSource(_bound);
        await Task.WhenAll(replicas.Select(async replica =>
        {
            var result = await app.ResourceCommands.ExecuteCommandAsync(replica, command, bounded.Token);
            result.Success.ShouldBeTrue($"{command} {replica.Name}: {result.Message}");
        }));
    }

    private async Task<int> RunningPidAsync(IResource resource) => (await Eventually.ReadAsync(
        _ => Task.FromResult(Pid(resource)), pid => pid is not null, _bound, $"{resource.Name} runs"))!.Value;

    private int? Pid(IResource resource) =>
        app.ResourceNotifications.TryGetCurrentState(resource.Name, out var current)
        && current.Snapshot.State?.Text == KnownResourceStates.Running
        && current.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } pid
            ? Convert.ToInt32(pid, CultureInfo.InvariantCulture)
            : null;

    private sealed class Resumption(IReadOnlyList<int> processes) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Signal.SendAsync("CONT", processes);
    }
}
