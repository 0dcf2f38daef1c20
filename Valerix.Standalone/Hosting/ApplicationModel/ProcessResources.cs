namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program that is started as it is.</summary>
/// <param name="name">Unique in the model.</param>
/// <param name="command">The program: a path, or a name found on PATH.</param>
/// <param name="workingDirectory">Where it runs.</param>
public class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>The program: a path, or a name found on PATH.</summary>
    public string Command { get; } = command ?? throw new ArgumentNullException(nameof(command));

    /// <summary>Where it runs.</summary>
    public string WorkingDirectory { get; } = workingDirectory ?? throw new ArgumentNullException(nameof(workingDirectory));
}

/// <summary>A .NET project.</summary>
/// <param name="name">Unique in the model.</param>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;

/// <summary>A container. It can be described here; starting one fails, as nothing here runs containers.</summary>
/// <param name="name">Unique in the model.</param>
/// <param name="entrypoint">Replaces the image's own entry point.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>Replaces the image's own entry point.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
