using System.Text.Json;
using Json.Schema;
using Valerix.OrderApi.Events;
using Valerix.Tests.Orders.Storage;
using Valerix.Tests.Running;
using static Valerix.Tests.Orders.Storage.StoreExamples;

namespace Valerix.Tests.Orders.Events;

/// <summary>What is emitted is what docs/events says, and docs/events has a schema for each type, and for nothing else.</summary>
[Collection(WholeSystem.Name)]
public sealed class EventSchemasTests(SharedApp shared) : IAsyncLifetime
{
    private const string Envelope = "cloudevent.json";

    private static readonly string _folder = Path.Combine(Repository.Root, "docs", "events");
    private static readonly EvaluationOptions _strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private OrdersDatabase _database = null!;

    public async Task InitializeAsync() => _database = await OrdersDatabase.CreateAsync(shared.App);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Every_type_is_emitted_as_its_schema_says()
    {
        var order = await _database.Store.PlaceAsync(New(Guid.NewGuid(), Long));
        string[] entries = ["ReserveAttempt", .. OrderEventTypes.Announced, "Shipping", "Cancelling"];
        foreach (var type in entries)
        {
            await _database.ExecuteAsync($"INSERT INTO order_events (order_id, type, at, detail) VALUES ('{order.Id}', '{type}', now(), 'Because.')");
        }

        var page = (await new TimelineReader(_database.DataSource, TimeProvider.System).ReadAsync(0, 100, CancellationToken.None)).ShouldNotBeNull();
        var events = OrderCloudEvents.ToJson(page.Entries);

        // The order was placed once, and the second Pending is one that resumed.
        events.Select(Type).ShouldBe(OrderEventTypes.Announced.Select(OrderEventTypes.Of));
        foreach (var emitted in events)
        {
            ShouldFit(Envelope, emitted);
            ShouldFit($"{Type(emitted)}.json", emitted.GetProperty("data"));
            emitted.Text("subject").ShouldBe(order.Id.ToString());
            emitted.Text("dataschema").ShouldBe(JsonDocument.Parse(Read($"{Type(emitted)}.json")).RootElement.Text("$id"));
        }

        JsonSerializer.Deserialize<JsonElement>(OrderCloudEvents.ToBatch(page.Entries).Span).EnumerateArray().Select(Text).ShouldBe(events.Select(Text));
        Directory.EnumerateFiles(_folder, "*.json").Select(Path.GetFileName)
            .ShouldBe([Envelope, .. events.Select(emitted => $"{Type(emitted)}.json")], ignoreOrder: true);
    }

    private static void ShouldFit(string schema, JsonElement instance)
    {
        var result = _schemas[schema].Evaluate(instance, _strict);
        result.IsValid.ShouldBeTrue($"{instance} against {schema}: {JsonSerializer.Serialize(result)}");
    }

    /// <summary>Each is read once: the library registers a schema under its id, and refuses a second one of the same.</summary>
    private static readonly Dictionary<string, JsonSchema> _schemas = Directory.EnumerateFiles(_folder, "*.json")
        .ToDictionary(file => Path.GetFileName(file), file => JsonSchema.FromText(File.ReadAllText(file)));

    private static string Read(string fileName) => File.ReadAllText(Path.Combine(_folder, fileName));

    private static string Type(JsonElement emitted) => emitted.Text("type");

    private static string Text(JsonElement json) => json.GetRawText();
}
