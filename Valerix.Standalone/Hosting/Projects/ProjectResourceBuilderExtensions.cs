using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile to use.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Use none.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}

/// <summary>Adds projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the AppHost refers to, with the endpoints and variables of its launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project that the AppHost refers to, with the named launch profile or, when null, none.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name, options =>
        {
            options.LaunchProfileName = launchProfileName;
            options.ExcludeLaunchProfile = launchProfileName is null;
        });

    /// <summary>Adds a project that the AppHost refers to.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        var options = new ProjectResourceOptions();
        configure(options);

        var metadata = new TProject();
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        project.WithEnvironment(context => AddUrls(context, project.Resource));
        Orchestration.Telemetry.AddTo(project.Resource, builder.Configuration, builder.Environment);

        var preferred = builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"];
        if (!options.ExcludeLaunchProfile && LaunchSettings.Select(metadata.ProjectPath, options.LaunchProfileName, preferred) is { } launch)
            AddLaunchProfile(project, launch.Name, launch.Profile);
        return project;
    }

    /// <summary>Runs the project several times behind the same endpoints.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
        => builder.WithAnnotation(new ReplicaAnnotation(replicas));

    private static void AddLaunchProfile(IResourceBuilder<ProjectResource> project, string name, LaunchProfile profile)
    {
        var countByScheme = new Dictionary<string, int>();
        foreach (var url in profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var address = Microsoft.AspNetCore.Http.BindingAddress.Parse(url);
            var count = countByScheme[address.Scheme] = countByScheme.GetValueOrDefault(address.Scheme) + 1;
            var endpointName = count == 1 ? address.Scheme : string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}{count}");
            project.WithEndpoint(endpointName, endpoint =>
            {
                endpoint.UriScheme = address.Scheme;
                endpoint.TargetHost = address.Host;
                endpoint.Port = address.Port;
            });
        }

        project.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", name);
            foreach (var (variable, value) in profile.EnvironmentVariables)
                context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
        });
    }

    private static void AddUrls(EnvironmentCallbackContext context, ProjectResource resource)
    {
        var urls = resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.UriScheme is "http" or "https")
            .Select(endpoint => $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.AllocatedEndpoint!.TargetPortExpression}")
            .ToArray();
        if (urls.Length > 0)
            context.EnvironmentVariables.TryAdd("ASPNETCORE_URLS", string.Join(';', urls));
    }
}
