using System.Text.Json.Nodes;

namespace Valerix.UnitTests.Deployment;

/// <summary>A service as the AppHost's manifest describes it.</summary>
/// <param name="Name">Its name in the AppHost.</param>
/// <param name="Environment">Its environment variables; a value in braces refers to another resource.</param>
/// <param name="External">True when it has an address outside.</param>
internal sealed record ManifestService(string Name, IReadOnlyDictionary<string, string> Environment, bool External)
{
    public static ManifestService Read(string name, JsonNode resource) => new(
        name,
        resource["env"]!.AsObject().ToDictionary(variable => variable.Key, variable => variable.Value!.GetValue<string>()),
        resource["bindings"]!.AsObject().Any(binding => binding.Value!["external"]?.GetValue<bool>() == true));

    public override string ToString() => Name;
}
