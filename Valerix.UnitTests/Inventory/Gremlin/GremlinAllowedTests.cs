using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Valerix.InventoryApi.Gremlin;
using Valerix.ServiceDefaults.Batching;

namespace Valerix.UnitTests.Inventory.Gremlin;

/// <summary>Where there is a gremlin at all.</summary>
public sealed class GremlinAllowedTests
{
    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Development", "true", true)]
    [InlineData("Development", "false", false)]
    [InlineData("Production", null, false)]
    [InlineData("Production", "false", false)]
    [InlineData("Production", "true", true)]
    [InlineData("Staging", null, false)]
    [InlineData("development-2", null, false)]
    public async Task Outside_Development_it_must_be_allowed_by_name(string environment, string? allowed, bool isThere)
    {
        await using var app = Build(environment, ("Gremlin:Allowed", allowed));

        Routes(app).Contains("/gremlin/").ShouldBe(isThere);
        (app.Services.GetService<GremlinFilter>() is not null).ShouldBe(isThere);
    }

    [Fact]
    public async Task A_plan_in_the_configuration_does_not_let_it_in()
    {
        await using var app = Build("Production", ("Gremlin:Plan:Crash:Every", "1"));

        Routes(app).ShouldBe(["/stock"]);
        app.Services.GetService<FaultPlan>().ShouldBeNull();
    }

    [Fact]
    public async Task A_plan_is_read_from_the_configuration()
    {
        await using var app = Build("Development", ("Gremlin:Plan:Latency:Every", "5"), ("Gremlin:Plan:Latency:DelayMs", "100"), ("Gremlin:Plan:Drop:Every", "3"));

        app.Services.GetService<FaultPlan>().ShouldBe(FaultPlan.Off with { Latency = new LatencyFault(5, 100), Drop = new Fault(3) });
    }

    [Theory]
    [InlineData("Gremlin:Plan:Error:Every", "-1")]
    [InlineData("Gremlin:Plan:Error:Every", "often")]
    [InlineData("Gremlin:Plan:Latency:Every", "5")]
    [InlineData("Gremlin:Plan:Eror:Every", "5")]
    [InlineData("Gremlin:Allowed", "perhaps")]
    public void A_setting_that_makes_no_sense_stops_the_service_at_once(string key, string value) =>
        Should.Throw<InvalidOperationException>(() => Build("Development", (key, value))).Message.ShouldContain("Gremlin");

    private static WebApplication Build(string environment, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<BatchMetrics>();
        // Nobody listens there, and nothing here calls it.
        builder.Services.AddSingleton(NpgsqlDataSource.Create("Host=localhost"));
        builder.AddGremlin();

        var app = builder.Build();
        app.MapPost("/stock", () => TypedResults.Ok()).WithGremlin();
        app.MapGremlin();
        return app;
    }

    private static IEnumerable<string?> Routes(WebApplication app) => ((IEndpointRouteBuilder)app).DataSources
        .SelectMany(source => source.Endpoints)
        .Cast<RouteEndpoint>()
        .Select(endpoint => endpoint.RoutePattern.RawText)
        .Distinct();
}
