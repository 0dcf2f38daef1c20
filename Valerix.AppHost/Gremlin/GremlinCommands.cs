using System.Net.Http.Json;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.AppHost.Gremlin;

/// <summary>Buttons in the dashboard that set the gremlin of a service loose, and call it back.</summary>
internal static class GremlinCommands
{
    private const string Path = "/gremlin";

    /// <summary>Adds a command for each preset; the last chosen one counts.</summary>
    public static IResourceBuilder<ProjectResource> WithGremlinCommands(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource> operatorKey)
    {
        foreach (var preset in GremlinPreset.All)
        {
            service.WithGremlinCommand(preset, operatorKey);
        }

        return service;
    }

    private static IResourceBuilder<ProjectResource> WithGremlinCommand(
        this IResourceBuilder<ProjectResource> service,
        GremlinPreset preset,
        IResourceBuilder<ParameterResource> operatorKey) =>
        service.WithHttpCommand(Path, $"Gremlin: {preset.Name.ToLowerInvariant()}", commandName: $"gremlin-{preset.Name.ToLowerInvariant()}", commandOptions: new HttpCommandOptions
        {
            Description = preset.Sentence,
            Method = HttpMethod.Put,
            PrepareRequest = async context =>
            {
                context.Request.Headers.Add("X-Api-Key", await operatorKey.Resource.GetValueAsync(context.CancellationToken));
                context.Request.Content = JsonContent.Create(preset.Plan);
            },
        });
}
