using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>In Development, each API shows its document as a page; ProductionTests has the opposite.</summary>
[Collection(WholeSystem.Name)]
public sealed class ApiReferenceTests(SharedApp shared)
{
    [Theory]
    [InlineData(ValerixApp.OrderApi)]
    [InlineData(ValerixApp.InventoryApi)]
    public async Task The_page_is_there_and_needs_no_other_server(string service)
    {
        var page = (await shared.App.Service(service).GetAsync("/scalar/")).ShouldHave(HttpStatusCode.OK);

        page.MediaType.ShouldBe("text/html");
        page.Body.ShouldContain("openapi/v1.json");
        page.Body.ShouldNotContain("://");
        (await shared.App.Service(service).GetAsync("/scalar/scalar.js")).ShouldHave(HttpStatusCode.OK);
    }
}
