using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.UnitTests.ServiceDefaults;

/// <summary>What a service answers before its schema is there; by HTTP on a server of this process.</summary>
public sealed class SchemaReadinessTests
{
    [Fact]
    public async Task Nothing_but_the_probes_is_served_before_the_schema_is_there()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.AddServiceDefaults();
        var schema = new SchemaReadiness();
        builder.Services.AddSingleton(schema);
        await using var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        app.MapGet("/items", () => "served");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var early = await http.GetAsync("/items");
        early.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        early.Headers.RetryAfter.ShouldNotBeNull();
        early.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var alive = await http.GetAsync("/alive");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);

        schema.Set();

        (await http.GetStringAsync("/items")).ShouldBe("served");
    }
}
