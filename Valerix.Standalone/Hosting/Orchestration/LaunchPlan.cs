using Aspire.Hosting.ApplicationModel;
using Valerix.Standalone;

namespace Aspire.Hosting.Orchestration;

/// <summary>Works out what to run for an instance.</summary>
internal static class LaunchPlan
{
    public static async Task<Launch> MakeAsync(ResourceInstance instance, InstanceContext context, CancellationToken cancellationToken)
    {
        foreach (var endpoint in instance.Resource.Annotations.OfType<EndpointAnnotation>())
            PortAllocator.EnsureFree(instance.TargetPorts[endpoint.Name], endpoint, instance.Resource);

        var logger = context.Loggers.GetLogger(instance.Id);
        var values = new InstanceValues(instance.Resource, instance.Id, instance.TargetPorts);
        var environment = await values.GetEnvironmentAsync(context.Execution, logger, cancellationToken);
        var arguments = await values.GetArgumentsAsync(context.Execution, logger, cancellationToken);

        var (command, first, directory) = instance.Resource switch
        {
            ProjectResource project => OfProject(project),
            ExecutableResource executable => OfExecutable(executable),
            var other => throw new DistributedApplicationException($"Nothing here knows how to run '{other.Name}'."),
        };
        return new Launch(command, [.. first, .. arguments], directory, environment);
    }

    private static (string Command, string[] First, string Directory) OfProject(ProjectResource project)
    {
        if (!project.TryGetLastAnnotation<IProjectMetadata>(out var metadata) || metadata is not IBuiltProject built)
            throw new DistributedApplicationException($"The AppHost does not refer to the project of '{project.Name}'.");
        if (!File.Exists(built.AssemblyPath))
            throw new DistributedApplicationException($"{built.AssemblyPath} is not there: build the AppHost.");
        return (Executables.DotNet, [built.AssemblyPath], Path.GetDirectoryName(metadata.ProjectPath)!);
    }

    private static (string Command, string[] First, string Directory) OfExecutable(ExecutableResource executable)
    {
        if (!Directory.Exists(executable.WorkingDirectory))
            throw new DistributedApplicationException($"The working directory {executable.WorkingDirectory} is not there.");
        var command = Executables.Find(executable.Command)
            ?? throw new DistributedApplicationException($"The program {executable.Command} is not there.");
        return (command, [], executable.WorkingDirectory);
    }
}
