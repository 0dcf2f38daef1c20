using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>An OpenAPI document, as a service serves it.</summary>
internal sealed class ApiDocument
{
    private static readonly EvaluationOptions _strictly = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonNode _definitions;

    private ApiDocument(JsonElement document)
    {
        _definitions = AsSchema(document.GetProperty("components").GetProperty("schemas"));
        Operations =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               select new ApiOperation(method.Name.ToUpperInvariant(), path.Name, method.Value),
        ];
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDocument> ReadAsync(ServiceClient service) =>
        new((await service.GetAsync("/openapi/v1.json")).ShouldHave(HttpStatusCode.OK).Json);

    /// <summary>The operation that a call with this method and path reaches; null when there is none.</summary>
    public ApiOperation? Find(string method, string path) => Operations.FirstOrDefault(operation => operation.Matches(method, path));

    /// <summary>What is wrong with a value by one of the document's schemas; empty when nothing is.</summary>
    public IEnumerable<string> FindFaults(JsonElement value, JsonElement schema)
    {
        var whole = new JsonObject { ["$defs"] = _definitions.DeepClone(), ["allOf"] = new JsonArray(AsSchema(schema)) };
        var found = JsonSchema.FromText(whole.ToJsonString()).Evaluate(value, _strictly);
        // A valid value has errors too: one for each alternative that it is not.
        return found.IsValid
            ? []
            : found.Details!
                .Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
    }

    /// <summary>JSON Schema has no place like OpenAPI's for the schemas that others refer to, so these are referred to in its own place.</summary>
    private static JsonNode AsSchema(JsonElement schema) =>
        JsonNode.Parse(schema.GetRawText().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!;
}
