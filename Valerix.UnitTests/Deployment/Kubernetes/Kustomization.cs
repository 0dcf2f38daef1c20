using System.Text.Json.Nodes;

namespace Valerix.UnitTests.Deployment.Kubernetes;

/// <summary>Builds an overlay as kustomize does, for the fields that the overlays here use; any other field is refused.</summary>
/// <remarks>Not every machine that runs the tests has kubectl.</remarks>
internal static class Kustomization
{
    private static readonly string[] _known = ["apiVersion", "kind", "resources", "patches", "images", "namespace"];

    public static IReadOnlyList<JsonObject> Build(string folder)
    {
        var kustomization = Yaml.Read(Path.Combine(folder, "kustomization.yaml")).Single();
        if (kustomization.FirstOrDefault(field => !_known.Contains(field.Key)).Key is { } unknown) throw new NotSupportedException($"{folder}: {unknown}");

        var objects = Items(kustomization, "resources")
            .Select(resource => Path.GetFullPath(Path.Combine(folder, $"{resource}")))
            .SelectMany(path => Directory.Exists(path) ? Build(path) : Yaml.Read(path))
            .ToArray();
        foreach (var patch in Items(kustomization, "patches").SelectMany(patch => Yaml.Read(Path.Combine(folder, $"{patch["path"]}"))))
        {
            Merge(objects.Single(target => KindOf(target) == KindOf(patch) && NameOf(target) == NameOf(patch)), patch);
        }

        foreach (var image in Items(kustomization, "images")) SetImage(objects, image);
        if (kustomization["namespace"] is { } name)
        {
            foreach (var one in objects.Where(one => KindOf(one) != "Namespace")) one["metadata"]!["namespace"] = name.DeepClone();
        }

        return objects;
    }

    public static string KindOf(JsonNode one) => $"{one["kind"]}";

    public static string NameOf(JsonNode one) => $"{one["metadata"]!["name"]}";

    private static IEnumerable<JsonNode> Items(JsonNode node, string field) => node[field]?.AsArray().Select(item => item!) ?? [];

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (field, value) in patch)
        {
            // kustomize merges some lists by a key and replaces others; a patch that needs to know which is better written without a list.
            if (target[field] is JsonArray) throw new NotSupportedException($"A patch of {NameOf(patch)} lays a list over the list {field}.");
            if (target[field] is JsonObject inner && value is JsonObject change) Merge(inner, change);
            else target[field] = value?.DeepClone();
        }
    }

    private static void SetImage(IEnumerable<JsonObject> objects, JsonNode image)
    {
        var containers = objects.Where(one => KindOf(one) == "Deployment").SelectMany(one => Items(one["spec"]!["template"]!["spec"]!, "containers"));
        foreach (var container in containers.Where(container => $"{container["image"]}" == $"{image["name"]}"))
        {
            container["image"] = $"{image["newName"]}:{image["newTag"]}";
        }
    }
}
