using System.Net.Http.Json;

namespace Valerix.AppHost.Gremlin;

/// <summary>Buttons in the dashboard that set the gremlin of a service loose, and call it back.</summary>
internal static class GremlinCommands
{
    private const string Path = "/gremlin";

    /// <summary>Each preset by the name of its command; <c>every</c> counts stock-changing calls.</summary>
    private static readonly (string Name, string DisplayName, object Plan)[] _presets =
    [
        ("gremlin-slow", "Gremlin: slow", new { latency = new { every = 1, delayMs = 5000 } }),
        ("gremlin-lossy", "Gremlin: lossy", new { error = new { every = 10 }, drop = new { every = 7 } }),
        ("gremlin-crashing", "Gremlin: crashing", new { crash = new { every = 20 } }),
        (
            "gremlin-everything",
            "Gremlin: everything",
            new { latency = new { every = 5, delayMs = 5000 }, error = new { every = 10 }, drop = new { every = 10 }, crash = new { every = 50 } }
        ),
    ];

    /// <summary>Adds a command for each preset, and one for none.</summary>
    public static IResourceBuilder<ProjectResource> WithGremlinCommands(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource> operatorKey)
    {
        foreach (var (name, displayName, plan) in _presets)
        {
            service.WithGremlinCommand(name, displayName, HttpMethod.Put, () => JsonContent.Create(plan), operatorKey);
        }

        return service.WithGremlinCommand("gremlin-off", "Gremlin: off", HttpMethod.Delete, () => null, operatorKey);
    }

    private static IResourceBuilder<ProjectResource> WithGremlinCommand(
        this IResourceBuilder<ProjectResource> service,
        string name,
        string displayName,
        HttpMethod method,
        Func<HttpContent?> content,
        IResourceBuilder<ParameterResource> operatorKey) =>
        service.WithHttpCommand(Path, displayName, commandName: name, commandOptions: new HttpCommandOptions
        {
            Method = method,
            PrepareRequest = async context =>
            {
                context.Request.Headers.Add("X-Api-Key", await operatorKey.Resource.GetValueAsync(context.CancellationToken));
                context.Request.Content = content();
            },
        });
}
