using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>The files that people call the APIs with, held to the OpenAPI documents.</summary>
[Collection(WholeSystem.Name)]
public sealed class DescribedRequestsTests(SharedApp shared)
{
    [Fact]
    public Task Every_request_of_the_Postman_collection_is_described() =>
        ShouldBeDescribedAsync(PostmanCollection.Read().Select(story => story.Request));

    [Fact]
    public Task Every_request_of_Valerix_http_is_described() => ShouldBeDescribedAsync(HttpFile.Read());

    private async Task ShouldBeDescribedAsync(IEnumerable<DescribedRequest> requests)
    {
        var documents = new Dictionary<string, ApiDocument>
        {
            ["orders"] = await ApiDocument.ReadAsync(shared.App.Orders.Service),
            ["inventory"] = await ApiDocument.ReadAsync(shared.App.Inventory.Service),
        };

        requests.ShouldNotBeEmpty();
        requests
            .SelectMany(request => request.FindFaults(documents[request.Service]).Select(fault => $"{request.Name}: {fault}"))
            .ShouldBeEmpty();
    }
}
