using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Valerix.AppHost.Postgres;
using Valerix.AppHost.Settings;

namespace Valerix.AppHost.Services;

/// <summary>Services whose address is that of their process, or of a front door that knows which of several processes is ready.</summary>
/// <remarks>
/// The orchestrator's own proxy accepts a call while no process listens behind it, and lets the caller wait until one does: five
/// seconds after a crash, where the contract has three. It is therefore left out when the system runs. A deployment keeps Aspire's
/// endpoints: there, the platform's ingress knows which replica is ready.
/// </remarks>
internal static class ServiceExtensions
{
    private const string Http = "http";
    private const string MaxExportMs = "1000";

    /// <summary>Two probes of the front door and some. Without a front door, calls come until the process is gone.</summary>
    private const string DrainSecondsBehindFrontDoor = "1.5";

    /// <summary>Where a build leaves each project's program, relative to the project: the same for all, since they share their properties.</summary>
    private static readonly string _output = typeof(ServiceExtensions).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "OutputPath").Value!;

    /// <summary>The .NET that runs the AppHost. A built program finds by itself only one that was installed for the whole machine.</summary>
    private static readonly string _dotnetRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Adds a service with one process, on the port that its launch profile names.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name);
        return builder.ExecutionContext.IsRunMode ? service.ListenOn(PortOf(service)).FromBuild().WithBoundedExport().WithDraining("0") : service;
    }

    /// <summary>Adds a service with <paramref name="replicas"/> processes, all of which are reached under its name.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the model. Of several processes, the first is called <c>name-1</c>, and <c>name</c> is the front door.</param>
    /// <param name="replicas">How many processes: 1 or more.</param>
    /// <param name="configure">Applied to each process.</param>
    /// <param name="maxSilence">After so long without a byte, the front door answers in the place of a replica that stands still.</param>
    /// <returns>What has the service's address.</returns>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int replicas, Action<IResourceBuilder<ProjectResource>> configure, TimeSpan maxSilence)
        where TProject : IProjectMetadata, new()
    {
        if (replicas > 1 && builder.ExecutionContext.IsRunMode) return builder.AddBehindFrontDoor<TProject>(name, replicas, configure, maxSilence);

        var service = builder.AddService<TProject>(name).WithReplicas(replicas).WithHttpHealthCheck("/ready");
        configure(service);
        return service;
    }

    private static IResourceBuilder<ProjectResource> AddBehindFrontDoor<TProject>(
        this IDistributedApplicationBuilder builder, string name, int replicas, Action<IResourceBuilder<ProjectResource>> configure, TimeSpan maxSilence)
        where TProject : IProjectMetadata, new()
    {
        var door = builder.AddProject<Projects.Valerix_FrontDoor>(name, launchProfileName: null)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/ready")
            .FromBuild()
            .WithBoundedExport()
            .WithEnvironment("ReverseProxy__Clusters__replicas__HttpRequest__ActivityTimeout", maxSilence.ToString("c", CultureInfo.InvariantCulture));
        for (var number = 1; number <= replicas; number++)
        {
            var replica = builder.AddProject<TProject>($"{name}-{number}").WithHttpHealthCheck("/ready").WithParentRelationship(door);
            if (number == 1) door.ListenOn(PortOf(replica));
            configure(replica.ListenOn(LoopbackPort.Free()).FromBuild().WithBoundedExport().WithDraining(DrainSecondsBehindFrontDoor));
            door.WithEnvironment($"ReverseProxy__Clusters__replicas__Destinations__{number}__Address", replica.GetEndpoint(Http));
        }

        return door;
    }

    private static int PortOf(IResourceBuilder<ProjectResource> project) =>
        project.ApplicationBuilder.Configuration.HasRandomPorts()
            ? LoopbackPort.Free()
            : project.Resource.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == Http).Port
                ?? throw new DistributedApplicationException($"The launch profile of {project.Resource.Name} names no port.");

    /// <summary>Without the orchestrator's proxy, both ports of an endpoint have to be the same.</summary>
    private static IResourceBuilder<ProjectResource> ListenOn(this IResourceBuilder<ProjectResource> project, int port) =>
        project.WithEndpoint(Http, endpoint => (endpoint.IsProxied, endpoint.Port, endpoint.TargetPort) = (false, port, port));

    /// <summary>How long the process serves on when it is told to end; see Draining in Valerix.ServiceDefaults.</summary>
    private static IResourceBuilder<ProjectResource> WithDraining(this IResourceBuilder<ProjectResource> project, string seconds) =>
        project.WithEnvironment("Draining__Seconds", seconds);

    /// <summary>Starts the program that the build of the AppHost has left, as the AppHost itself was started.</summary>
    /// <remarks>
    /// By default the orchestrator starts <c>dotnet run</c>, which evaluates the project once more: a second of processor time before
    /// the service begins, at each restart after a crash too. An IDE that debugs the service, and <c>dotnet watch</c>, go their own ways.
    /// </remarks>
    private static IResourceBuilder<ProjectResource> FromBuild(this IResourceBuilder<ProjectResource> project)
    {
        if (project.ApplicationBuilder.Configuration.GetValue<bool>("DOTNET_WATCH")) return project;

        var path = project.Resource.GetProjectMetadata().ProjectPath;
        var folder = Path.GetDirectoryName(path)!;
        var program = Path.GetFileNameWithoutExtension(path) + (OperatingSystem.IsWindows() ? ".exe" : "");
        return project
            .WithAnnotation(new ExecutableAnnotation { Command = Path.Combine(folder, _output, program), WorkingDirectory = folder })
            .WithEnvironment("DOTNET_ROOT", _dotnetRoot);
    }

    /// <summary>
    /// A process that ends sends the rest of its telemetry first, and waits for a collector that is gone. The dashboard ends before the
    /// services do, so with the ten seconds that are the default each stop would take as long. Tests have no dashboard at all.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithBoundedExport(this IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment(context =>
        {
            context.EnvironmentVariables["OTEL_EXPORTER_OTLP_TIMEOUT"] = MaxExportMs;
            if (project.ApplicationBuilder.Configuration.HasRandomPorts()) context.EnvironmentVariables.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        });
}
