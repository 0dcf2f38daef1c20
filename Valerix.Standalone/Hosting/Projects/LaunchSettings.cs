using System.Text.Json;

namespace Aspire.Hosting;

/// <summary>What a project's launchSettings.json says.</summary>
public sealed class LaunchSettings
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The profiles by name, in the file's order.</summary>
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];

    /// <summary>The profile to run a project with: the named one, the one the AppHost itself runs with, or else the first that runs a project.</summary>
    internal static (string Name, LaunchProfile Profile)? Select(string projectPath, string? required, string? preferred)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        var settings = File.Exists(file) ? JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(file), Lenient) : null;
        var profiles = settings?.Profiles ?? [];

        if (required is not null)
        {
            return profiles.TryGetValue(required, out var found)
                ? (required, found)
                : throw new DistributedApplicationException($"There is no launch profile '{required}' in {file}.");
        }

        if (preferred is not null && profiles.TryGetValue(preferred, out var same))
            return (preferred, same);

        return profiles.Where(pair => pair.Value.CommandName == "Project").Select(pair => ((string, LaunchProfile)?)(pair.Key, pair.Value)).FirstOrDefault();
    }
}

/// <summary>A way to launch a project.</summary>
public sealed class LaunchProfile
{
    /// <summary><c>Project</c> for those that run the project itself.</summary>
    public string? CommandName { get; set; }

    /// <summary>Where it listens: URLs, with semicolons between them.</summary>
    public string? ApplicationUrl { get; set; }

    /// <summary>Its environment variables.</summary>
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
}
