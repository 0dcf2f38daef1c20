using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>The story of an order that the Postman collection tells comes true.</summary>
[Collection(WholeSystem.Name)]
public sealed class NewmanTests(SharedApp shared)
{
    [Fact]
    public Task The_story_comes_true_on_a_developers_machine() => ShouldComeTrueAsync(
        PostmanCollection.Local, ("orders", AddressOf(ValerixApp.OrderApi)), ("inventory", AddressOf(ValerixApp.InventoryApi)));

    /// <summary>There, Inventory has no address.</summary>
    [Fact]
    public Task The_story_comes_true_where_it_is_deployed() => ShouldComeTrueAsync(
        PostmanCollection.Deployed, ("orders", AddressOf(ValerixApp.OrderApi)));

    private async Task ShouldComeTrueAsync(string environment, params (string Name, string Value)[] addresses)
    {
        var (exitCode, output) = await Newman.RunAsync(
            PostmanCollection.FilePath, PostmanCollection.PathOf(environment), [.. addresses, ("operatorKey", shared.App.OperatorKey)]);

        exitCode.ShouldBe(0, output);
    }

    private string AddressOf(string service)
    {
        using var http = shared.App.CreateHttpClient(service);
        return http.BaseAddress!.GetLeftPart(UriPartial.Authority);
    }
}
