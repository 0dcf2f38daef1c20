using Valerix.Tests.Running;

namespace Valerix.Tests.Web;

[Collection(LabSystem.Name)]
public sealed class WebHealthTests(LabApp lab)
{
    [Theory]
    [InlineData("/alive")]
    [InlineData("/ready")]
    [InlineData("/health")]
    public async Task The_front_end_says_that_it_is_well(string path)
    {
        using var http = lab.App.CreateHttpClient(ValerixApp.Web);

        (await new ServiceClient(http, operatorKey: "").GetAsync(path)).ShouldHave(HttpStatusCode.OK);
    }
}
