using System.Diagnostics;
using System.Text;
using Aspire.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using Valerix.ServiceDefaults;
using Valerix.Tests.Running;

namespace Valerix.Tests.ServiceDefaults.Telemetry;

public sealed class TelemetryTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly TimeSpan _sentWithin = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_collector_is_told_of_an_order_through_both_services_and_of_no_probe()
    {
        await using var collector = await Collector.StartAsync();
        await using var app = await ValerixApp.StartAsync(change: api => api
            .WithEnvironment(Endpoint, collector.Address)
            .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "100"));
        var sku = await app.Inventory.StockedAsync(1);
        foreach (var probe in (string[])["/alive", "/ready", "/health"])
        {
            (await app.Orders.Service.GetAsync(probe)).Status.ShouldBe(HttpStatusCode.OK);
            (await app.Inventory.Service.GetAsync(probe)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var order = await app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1));

        order.Status.ShouldBe(HttpStatusCode.Created);
        var id = order.Json.Text("id");
        var spans = await Eventually.ReadAsync(
            _ => Task.FromResult(collector.Spans),
            spans => spans.Contains($"/reservations/{id}", StringComparison.Ordinal) && spans.Contains("POST /orders", StringComparison.Ordinal),
            _sentWithin,
            "both services' spans of the order");
        spans.ShouldContain("PUT /reservations/{orderId}");
        spans.ShouldContain("step Reserve");
        spans.ShouldNotContain("/alive");
        spans.ShouldNotContain("/ready");
        spans.ShouldNotContain("/health");

        // A call that shares its request is in its order's trace, too.
        var trace = ActivityTraceId.CreateRandom();
        var call = new { orderId = Guid.CreateVersion7(), action = "Release", traceparent = $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" };
        (await app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Post, "/reservations/batch", new { calls = new[] { call } })).ShouldHave(HttpStatusCode.OK);
        var traceBytes = Encoding.Latin1.GetString(Convert.FromHexString(trace.ToHexString()));
        await Eventually.Async(
            _ => Task.FromResult(collector.Spans.Contains(traceBytes, StringComparison.Ordinal) && collector.Spans.Contains("call Release", StringComparison.Ordinal)),
            _sentWithin,
            "the call's span in its own trace");
    }

    [Theory]
    [InlineData("http://127.0.0.1:9", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_where_a_collector_is_configured_anything_is_recorded(string? endpoint, bool isRecorded)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection([new(Endpoint, endpoint)]);

        builder.AddServiceDefaults();

        builder.Services.Any(service => service.ServiceType == typeof(TracerProvider)).ShouldBe(isRecorded);
    }
}
