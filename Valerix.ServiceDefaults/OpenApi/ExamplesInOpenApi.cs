using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Valerix.ServiceDefaults.OpenApi;

/// <summary>Puts the examples that stand with the routes into an OpenAPI document.</summary>
public static class ExamplesInOpenApi
{
    /// <summary>Adds each route's examples, and those of the problems that are the same for every route.</summary>
    public static OpenApiOptions AddExamples(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddOperationTransformer((operation, context, _) =>
        {
            var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            foreach (var example in metadata.OfType<ParameterExample>()) Add(example, operation, json);
            foreach (var example in metadata.OfType<BodyExample>()) Add(example, operation, json);
            foreach (var example in CommonProblems.All.Where(example => operation.Responses?.ContainsKey(KeyOf(example)) == true))
            {
                Add(example, operation, json);
            }

            return Task.CompletedTask;
        });
        return options;
    }

    private static void Add(ParameterExample example, OpenApiOperation operation, JsonSerializerOptions json)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.Name == example.Parameter) ?? [])
        {
            parameter.Example = Write(example.Value, json);
        }
    }

    private static void Add(BodyExample example, OpenApiOperation operation, JsonSerializerOptions json)
    {
        var content = example.Status is null ? operation.RequestBody?.Content : operation.Responses?.GetValueOrDefault(KeyOf(example))?.Content;
        foreach (var mediaType in content?.Values ?? throw new InvalidOperationException($"There is an example of {example}, but no such body is declared."))
        {
            mediaType.Examples ??= new Dictionary<string, IOpenApiExample>();
            mediaType.Examples.Add(example.Name, new OpenApiExample { Value = Write(example.Body, json) });
        }
    }

    private static string KeyOf(BodyExample example) => example.Status!.Value.ToString(CultureInfo.InvariantCulture);

    private static JsonNode? Write(object value, JsonSerializerOptions json) => JsonSerializer.SerializeToNode(value, value.GetType(), json);
}
