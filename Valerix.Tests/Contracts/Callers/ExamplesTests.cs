using System.Globalization;
using System.Text.Json;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>An API can be understood from its OpenAPI document alone.</summary>
[Collection(WholeSystem.Name)]
public sealed class ExamplesTests(SharedApp shared)
{
    [Theory]
    [InlineData(ValerixApp.OrderApi)]
    [InlineData(ValerixApp.InventoryApi)]
    public async Task Every_operation_has_a_name_of_its_own_and_says_what_it_does(string service)
    {
        var operations = (await ApiDocument.ReadAsync(shared.App.Service(service))).Operations;

        operations.Where(operation => string.IsNullOrEmpty(operation.Text("summary"))).ShouldBeEmpty();
        operations.Where(operation => string.IsNullOrEmpty(operation.Text("operationId"))).ShouldBeEmpty();
        operations.Select(operation => operation.Text("operationId")).ShouldBeUnique();
    }

    [Theory]
    [InlineData(ValerixApp.OrderApi)]
    [InlineData(ValerixApp.InventoryApi)]
    public async Task Every_parameter_and_every_body_has_examples_that_are_valid(string service)
    {
        var document = await ApiDocument.ReadAsync(shared.App.Service(service));

        document.Operations
            .SelectMany(operation => FindFaults(operation, document).Select(fault => $"{operation}: {fault}"))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ValerixApp.OrderApi)]
    [InlineData(ValerixApp.InventoryApi)]
    public async Task Every_example_of_a_problem_stands_under_its_own_status_and_can_be_traced(string service)
    {
        var document = await ApiDocument.ReadAsync(shared.App.Service(service));
        var problems =
            from operation in document.Operations
            from response in operation.Description.GetProperty("responses").EnumerateObject()
            where int.Parse(response.Name, CultureInfo.InvariantCulture) >= 400
            from example in ExamplesOf(response.Value.GetProperty("content").GetProperty("application/problem+json"))
            select (Where: $"{operation} {response.Name} {example.Name}", Status: response.Name, example.Name, example.Value);

        problems.ShouldNotBeEmpty();
        problems
            .Where(problem => problem.Value.GetProperty("status").GetRawText() != problem.Status
                || !problem.Value.Text("type").EndsWith($"/{problem.Name}", StringComparison.Ordinal)
                || problem.Value.Text("traceId").Length != 32)
            .Select(problem => problem.Where)
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> FindFaults(ApiOperation operation, ApiDocument document)
    {
        foreach (var parameter in operation.Parameters)
        {
            if (!parameter.TryGetProperty("example", out var example)) yield return $"there is no example of {parameter.Text("name")}";
            else foreach (var fault in document.FindFaults(example, parameter.GetProperty("schema"))) yield return $"{parameter.Text("name")}: {fault}";
        }

        foreach (var (name, mediaType) in operation.Bodies)
        {
            var examples = ExamplesOf(mediaType).ToList();
            if (examples.Count == 0) yield return $"there is no example of {name}";
            foreach (var example in examples)
            {
                foreach (var fault in document.FindFaults(example.Value, mediaType.GetProperty("schema"))) yield return $"{name}, {example.Name}: {fault}";
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Value)> ExamplesOf(JsonElement mediaType) =>
        mediaType.TryGetProperty("examples", out var examples)
            ? examples.EnumerateObject().Select(example => (example.Name, example.Value.GetProperty("value")))
            : [];
}
