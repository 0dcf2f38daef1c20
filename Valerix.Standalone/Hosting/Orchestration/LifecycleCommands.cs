using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>The commands that every process has: start, stop, restart.</summary>
internal static class LifecycleCommands
{
    public static void AddTo(IResource resource)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", state => !IsUp(state), (orchestrator, id, cancellationToken)
            => orchestrator.StartInstanceAsync(id, cancellationToken));

        Add(resource, KnownResourceCommands.StopCommand, "Stop", state => IsUp(state), (orchestrator, id, cancellationToken)
            => orchestrator.StopInstanceAsync(id, cancellationToken));

        Add(resource, KnownResourceCommands.RestartCommand, "Restart", state => IsUp(state), async (orchestrator, id, cancellationToken) =>
        {
            await orchestrator.StopInstanceAsync(id, cancellationToken);
            await orchestrator.StartInstanceAsync(id, cancellationToken);
        });
    }

    private static bool IsUp(string? state) => state == KnownResourceStates.Running;

    private static void Add(
        IResource resource, string name, string displayName, Func<string?, bool> enabled, Func<Orchestrator, string, CancellationToken, Task> execute)
        => resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            context => enabled(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            async context =>
            {
                await execute(context.Services.GetRequiredService<Orchestrator>(), context.ResourceName, context.CancellationToken);
                return CommandResults.Success();
            }));
}
