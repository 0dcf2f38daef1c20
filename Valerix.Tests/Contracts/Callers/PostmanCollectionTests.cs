namespace Valerix.Tests.Contracts.Callers;

/// <summary>What the Postman collection has to have, whatever it asks.</summary>
public sealed class PostmanCollectionTests
{
    private static readonly string[] _refusals =
    [
        "idempotency-key-missing", "idempotency-key-reused", "insufficient-stock", "unknown-sku", "order-not-found", "invalid-transition", "unauthorized",
    ];

    [Fact]
    public void Every_request_is_followed_by_tests_and_has_a_name_of_its_own()
    {
        var story = PostmanCollection.Read();

        // A script sends a request again by its name.
        story.Select(part => part.Request.Name).ShouldBeUnique();
        story.Where(part => !part.Script.Contains("test(\"", StringComparison.Ordinal)).Select(part => part.Request.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Every_refusal_is_in_the_story()
    {
        var scripts = string.Join('\n', PostmanCollection.Read().Select(part => part.Script));

        _refusals.Where(refusal => !scripts.Contains($"/{refusal}$/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(PostmanCollection.Local)]
    [InlineData(PostmanCollection.Deployed)]
    public void No_secret_is_in_it(string environment)
    {
        PostmanCollection.ReadVariable(environment, "operatorKey").ShouldBeEmpty();
        PostmanCollection.Read()
            .SelectMany(part => part.Request.Headers)
            .Where(header => header.Name == "X-Api-Key")
            .Select(header => header.Value)
            .Distinct()
            .ShouldBe(["not-the-operators-key", "{{operatorKey}}"], ignoreOrder: true);
    }
}
