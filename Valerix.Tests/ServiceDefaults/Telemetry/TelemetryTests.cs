using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Npgsql;
using OpenTelemetry.Trace;
using Valerix.ServiceDefaults;
using Valerix.Tests.Running;

namespace Valerix.Tests.ServiceDefaults.Telemetry;

[Collection(LabSystem.Name)]
public sealed class TelemetryTests(LabApp shared)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Npgsql = "Npgsql";

    private static readonly TimeSpan _sentWithin = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_collector_is_told_of_an_order_through_both_services_and_of_no_probe()
    {
        var (app, collector) = (shared.App, shared.Collector);
        var sku = await app.Inventory.StockedAsync(1);
        foreach (var probe in (string[])["/alive", "/ready", "/health"])
        {
            (await app.Orders.Service.GetAsync(probe)).Status.ShouldBe(HttpStatusCode.OK);
            (await app.Inventory.Service.GetAsync(probe)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var purchase = await BuyAsync(app, sku);

        string[] expected =
        [
            "orderapi: POST /orders",
            "orderapi: GET /orders/{id}/events",
            "orderapi: step Reserve",
            "orderapi: ordersdb, pool of 20",
            "orderapi: ordersdb, pool of 10",
            "inventoryapi: PUT /reservations/{orderId}",
            "inventoryapi: GET /reservations/{orderId}",
            "inventoryapi: inventorydb, pool of 20",
            "inventoryapi: inventorydb, pool of 10",
        ];
        await Eventually.ReadAsync(
            _ => Task.FromResult(string.Join("; ", expected.Except(collector.Spans.Where(span => span.TraceId == purchase).Select(Describe)))),
            missing => missing.Length == 0,
            _sentWithin,
            "spans of both services and both pools of either database in the purchase's trace: none is missing");
        var text = collector.Text;
        text.ShouldNotContain("/alive");
        text.ShouldNotContain("/ready");
        text.ShouldNotContain("/health");
        collector.Spans.Where(span => span is { IsRoot: true, Source: Npgsql or "System.Net.Http" }).ShouldBeEmpty("polls and timers make no traces");

        // A call that shares its request is in its order's trace, too.
        var trace = ActivityTraceId.CreateRandom();
        var call = new { orderId = Guid.CreateVersion7(), action = "Release", traceparent = $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" };
        (await app.Inventory.Service.SendAsOperatorAsync(HttpMethod.Post, "/reservations/batch", new { calls = new[] { call } })).ShouldHave(HttpStatusCode.OK);
        await Eventually.Async(
            _ => Task.FromResult(collector.Spans.Any(span => span.TraceId == trace.ToHexString() && span.Name == "call Release")),
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

    /// <summary>Buys one piece, and looks at its events and its reservation, as a client that traces its calls does.</summary>
    /// <returns>The trace's id.</returns>
    private static async Task<string> BuyAsync(ValerixApp app, string sku)
    {
        using var purchase = new Activity("a purchase") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var order = await app.Orders.PlaceAsync(Unique.Key(), Unique.Customer(), (sku, 1));
        order.Status.ShouldBe(HttpStatusCode.Created);
        var id = order.Read<OrderMessage>(HttpStatusCode.Created).Id;
        (await app.Orders.EventsAsync(id)).ShouldNotBeEmpty();
        (await app.Inventory.GetReservationAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        return purchase.TraceId.ToHexString();
    }

    // A route that a group maps as "/" ends in a slash, and the span's name with it: the same route to a reader.
    private static string Describe(Span span) => $"{span.Service}: {(span.Source == Npgsql ? DescribePool(span) : span.Name.TrimEnd('/'))}";

    private static string DescribePool(Span span)
    {
        var pool = new NpgsqlConnectionStringBuilder(span.Tags["db.npgsql.data_source"]);
        return $"{pool.Database}, pool of {pool.MaxPoolSize}";
    }
}
