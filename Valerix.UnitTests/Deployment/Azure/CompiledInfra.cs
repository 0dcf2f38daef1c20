using System.Text.Json.Nodes;

namespace Valerix.UnitTests.Deployment.Azure;

/// <summary>Every file of <c>infra/</c>, compiled and linted by one run of the Bicep compiler.</summary>
public sealed class CompiledInfra : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valerix-infra-");

    /// <summary>Where the sources are.</summary>
    public static string Source => Repository.PathOf("infra");

    /// <summary>What the compiler and its linter have found, a line each.</summary>
    public string Findings { get; private set; } = "";

    public async Task InitializeAsync() => Findings = await OneShotProgram.RunAsync(
        Repository.Metadata("BicepPath").Replace('\\', '/'), "build", "--pattern", $"{Source}/**/*.bicep", "--outdir", _folder.FullName);

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The template that a source was compiled to.</summary>
    /// <param name="name">Relative to <c>infra/</c>, without the extension.</param>
    internal JsonNode Template(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.FullName, $"{name}.json")))!;

    /// <summary>The parameters that a template hands to one of its modules.</summary>
    internal JsonNode Arguments(string template, string module) =>
        Template(template)["resources"]![module]?["properties"]!["parameters"]
        ?? throw new InvalidOperationException($"infra/{template}.bicep has no module {module}.");
}
