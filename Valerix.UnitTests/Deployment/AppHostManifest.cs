using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Valerix.AppHost.Postgres;

namespace Valerix.UnitTests.Deployment;

/// <summary>The AppHost's own account of what is to be deployed, published anew for the tests.</summary>
public sealed partial class AppHostManifest : IAsyncLifetime
{
    private JsonObject _resources = [];

    /// <summary>The services: the resources with a project.</summary>
    internal IReadOnlyList<ManifestService> Services { get; private set; } = [];

    /// <summary>The PostgreSQL servers, each with the name of its database.</summary>
    internal IReadOnlyDictionary<string, string> Databases { get; private set; } = new Dictionary<string, string>();

    public async Task InitializeAsync()
    {
        var apphost = typeof(PostgresSources).Assembly;
        var output = apphost.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "OutputPath").Value!;
        var folder = Directory.CreateTempSubdirectory("valerix-manifest-");
        try
        {
            var dll = Repository.PathOf("Valerix.AppHost", output, $"{apphost.GetName().Name}.dll");
            await OneShotProgram.RunAsync("dotnet", dll, "--operation", "publish", "--step", "publish-manifest", "--output-path", folder.FullName);
            var manifest = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "aspire-manifest.json"));
            _resources = JsonNode.Parse(manifest)!["resources"]!.AsObject();
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Services = [.. OfType("project.v0").Select(resource => ManifestService.Read(resource.Key, resource.Value!))];
        Databases = OfType("value.v0").ToDictionary(
            resource => References($"{resource.Value!["connectionString"]}").Single(), resource => resource.Key);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>True when the value has a secret parameter in it, be it by way of other resources.</summary>
    internal bool IsSecret(string value) => Reference().Matches(value).Any(reference =>
        (_resources[reference.Groups[1].Value]!, reference.Groups[2].Value) switch
        {
            (var parameter, "value") when parameter["inputs"] is { } inputs => inputs["value"]!["secret"]?.GetValue<bool>() == true,
            (var resource, ("value" or "connectionString") and var property) => IsSecret($"{resource[property]}"),
            // An address.
            _ => false,
        });

    /// <summary>The resources that a value is made of.</summary>
    internal static IEnumerable<string> References(string value) => Reference().Matches(value).Select(match => match.Groups[1].Value);

    private IEnumerable<KeyValuePair<string, JsonNode?>> OfType(string type) => _resources.Where(resource => resource.Value!["type"]!.GetValue<string>() == type);

    [GeneratedRegex(@"\{([^.{}]+)\.([^{}]*)\}")]
    private static partial Regex Reference();
}
