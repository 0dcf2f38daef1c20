using Valerix.ServiceDefaults.Resilience;

namespace Valerix.UnitTests.ServiceDefaults.Resilience;

public sealed class SafeToRepeatTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public void Idempotent_methods_are(string method) => SafeToRepeat.Allows(Request(method)).ShouldBeTrue();

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("BREW")]
    public void Other_methods_are_with_an_idempotency_key_only(string method)
    {
        SafeToRepeat.Allows(Request(method)).ShouldBeFalse();
        SafeToRepeat.Allows(Request(method, "\"k\"")).ShouldBeTrue();
    }

    [Fact]
    public void A_request_that_nobody_knows_is_not() => SafeToRepeat.Allows(null).ShouldBeFalse();

    private static HttpRequestMessage Request(string method, string? key = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), "http://inventoryapi/");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
