using System.Text.Json;
using System.Text.RegularExpressions;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>A request as it stands in a file that people send it from: with variables in double braces.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Method">In capitals.</param>
/// <param name="Url">Begins with the variable that holds a service's address.</param>
/// <param name="Headers">In their order.</param>
/// <param name="Text">The body; null when there is none.</param>
internal sealed partial record DescribedRequest(
    string Name, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string? Text)
{
    private static readonly string[] _alwaysAllowed = ["Content-Type"];

    /// <summary>The variable that holds the service's address.</summary>
    public string Service => Parts().Match(Url).Groups["service"].Value;

    public string Path => Parts().Match(Url).Groups["path"].Value;

    private IEnumerable<string> Query =>
        Parts().Match(Url).Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]);

    /// <summary>In what it differs from what the document of its service describes; empty when it is described to the letter.</summary>
    public IEnumerable<string> FindFaults(ApiDocument document)
    {
        if (document.Find(Method, Path) is not { } operation) return [$"there is no {Method} {Path}"];

        var parameters = operation.Parameters.Select(parameter => parameter.Text("name")).ToList();
        string[] key = operation.IsForOperators ? ["X-Api-Key"] : [];
        return
        [
            .. Query.Except(parameters).Select(name => $"{operation} has no {name} in its query"),
            .. Headers.Select(header => header.Name).Except([.. parameters, .. key, .. _alwaysAllowed]).Select(name => $"{operation} has no header {name}"),
            .. FindFaultsOfBody(operation, document),
        ];
    }

    private IEnumerable<string> FindFaultsOfBody(ApiOperation operation, ApiDocument document) => (Text, operation.RequestSchema) switch
    {
        (null, null) => [],
        (null, _) => [$"{operation} takes a body"],
        (_, null) => [$"{operation} takes no body"],
        // A variable stands in a string, and is taken for the text of its name.
        ({ } text, { } schema) => document.FindFaults(JsonSerializer.Deserialize<JsonElement>(Variable().Replace(text, "variable")), schema),
    };

    [GeneratedRegex(@"^\{\{(?<service>\w+)\}\}(?<path>/[^?]*)(\?(?<query>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\{\{[$\w]+\}\}")]
    private static partial Regex Variable();
}
