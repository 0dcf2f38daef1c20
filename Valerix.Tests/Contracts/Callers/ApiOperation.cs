using System.Text.Json;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>An operation of an OpenAPI document.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Description">The operation's object in the document.</param>
internal sealed record ApiOperation(string Method, string Path, JsonElement Description)
{
    /// <summary>Names are those of the path, the query and the headers.</summary>
    public IEnumerable<JsonElement> Parameters =>
        Description.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    /// <summary>The bodies that it takes and answers with, each with a name for messages.</summary>
    public IEnumerable<(string Name, JsonElement MediaType)> Bodies =>
    [
        .. Description.TryGetProperty("requestBody", out var request) ? ContentOf("the request", request) : [],
        .. Description.GetProperty("responses").EnumerateObject().SelectMany(response => ContentOf(response.Name, response.Value)),
    ];

    /// <summary>The schema of the JSON that it takes; null when it takes no body.</summary>
    public JsonElement? RequestSchema =>
        Description.TryGetProperty("requestBody", out var request)
            ? request.GetProperty("content").GetProperty("application/json").GetProperty("schema")
            : null;

    /// <summary>Whether the document says that it needs the operator's key.</summary>
    public bool IsForOperators => Description.TryGetProperty("security", out _);

    public string? Text(string member) => Description.TryGetProperty(member, out var value) ? value.GetString() : null;

    /// <summary>Whether a call with this method and path, whose parameters are filled in, reaches it.</summary>
    public bool Matches(string method, string path)
    {
        var (templates, segments) = (Path.Split('/'), path.Split('/'));
        return method == Method
            && templates.Length == segments.Length
            && templates.Zip(segments).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second);
    }

    public override string ToString() => $"{Method} {Path}";

    private static IEnumerable<(string Name, JsonElement MediaType)> ContentOf(string name, JsonElement body) =>
        body.TryGetProperty("content", out var content) ? content.EnumerateObject().Select(mediaType => ($"{name} as {mediaType.Name}", mediaType.Value)) : [];
}
