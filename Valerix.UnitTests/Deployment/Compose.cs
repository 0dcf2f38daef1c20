using System.Text.Json.Nodes;

namespace Valerix.UnitTests.Deployment;

/// <summary><c>deploy/compose.yaml</c>.</summary>
internal static class Compose
{
    private static readonly JsonObject _file = Yaml.Read(Repository.PathOf("deploy", "compose.yaml")).Single();

    public static JsonNode Service(string name) => _file["services"]![name] ?? throw new InvalidOperationException($"deploy/compose.yaml has no service {name}.");
}
