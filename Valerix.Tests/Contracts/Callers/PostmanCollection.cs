using System.Text.Json;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>The story of an order in <c>docs/valerix.postman_collection.json</c>, and the environments that it can be told in.</summary>
internal static class PostmanCollection
{
    public const string Local = "local";
    public const string Deployed = "deployed";

    public static string FilePath { get; } = InDocs("valerix.postman_collection.json");

    /// <summary>All requests of all folders in the order in which they are sent, each with the script that is run when its answer is there.</summary>
    public static IReadOnlyList<(DescribedRequest Request, string Script)> Read() => [.. RequestsIn(Parse(FilePath))];

    public static string PathOf(string environment) => InDocs($"valerix.{environment}.postman_environment.json");

    /// <summary>The value of a variable in an environment.</summary>
    public static string ReadVariable(string environment, string name) =>
        Parse(PathOf(environment)).GetProperty("values").EnumerateArray().Single(value => value.Text("key") == name).Text("value");

    private static IEnumerable<(DescribedRequest Request, string Script)> RequestsIn(JsonElement folder) =>
        folder.GetProperty("item").EnumerateArray().SelectMany(item => item.TryGetProperty("request", out var request)
            ? [(RequestOf(item.Text("name"), request), ScriptOf(item))]
            : RequestsIn(item));

    private static DescribedRequest RequestOf(string name, JsonElement request) => new(
        name,
        request.Text("method"),
        request.Text("url"),
        [.. request.GetProperty("header").EnumerateArray().Select(header => (header.Text("key"), header.Text("value")))],
        request.TryGetProperty("body", out var body) ? body.Text("raw") : null);

    private static string ScriptOf(JsonElement item) => string.Join('\n', item.GetProperty("event").EnumerateArray()
        .Where(script => script.Text("listen") == "test")
        .SelectMany(script => script.GetProperty("script").GetProperty("exec").EnumerateArray().Select(line => line.GetString())));

    private static string InDocs(string file) => Path.Combine(Repository.Root, "docs", file);

    private static JsonElement Parse(string path) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path));
}
