using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Events;

/// <summary>Entries of timelines as CloudEvents 1.0.</summary>
/// <remarks>
/// An event may be read long after it happened, and again and again. So it holds only what never changes: not the order's total, which an order
/// that is resumed may get anew, and not its message, which is that of today.
/// </remarks>
internal static class OrderCloudEvents
{
    /// <summary>The media type of a JSON array of events.</summary>
    public const string BatchMediaType = "application/cloudevents-batch+json";

    private const string SchemaBase = "https://valerix.example/events/";

    private static readonly Uri _source = new("https://valerix.example/orders");
    private static readonly JsonEventFormatter _formatter = new(JsonSerializerOptions.Web, default);

    /// <summary>Each entry as a JSON object.</summary>
    public static IReadOnlyList<JsonElement> ToJson(IEnumerable<AnnouncedEntry> entries) =>
        [.. entries.Select(entry => _formatter.ConvertToJsonElement(ToCloudEvent(entry)))];

    /// <summary>All entries as one JSON array, as <see cref="BatchMediaType"/> has it.</summary>
    public static ReadOnlyMemory<byte> ToBatch(IEnumerable<AnnouncedEntry> entries) =>
        _formatter.EncodeBatchModeMessage(entries.Select(ToCloudEvent), out _);

    private static CloudEvent ToCloudEvent(AnnouncedEntry entry)
    {
        var type = OrderEventTypes.Of(entry.Type);
        return new(CloudEventsSpecVersion.V1_0)
        {
            // With the order's id it stays unique, should a restored database hand out the entry's a second time.
            Id = $"{entry.OrderId}-{entry.Id}",
            Source = _source,
            Type = type,
            Subject = entry.OrderId.ToString(),
            Time = entry.At,
            DataContentType = "application/json",
            DataSchema = new($"{SchemaBase}{type}.json"),
            Data = entry.Type == nameof(OrderStatus.Pending)
                ? new OrderPlaced(entry.OrderId, entry.CustomerId, entry.Lines)
                : new OrderChanged(entry.OrderId, entry.CustomerId, entry.Detail),
        };
    }

    private sealed record OrderPlaced(Guid OrderId, string CustomerId, IReadOnlyList<PlacedLine> Lines);

    private sealed record OrderChanged(Guid OrderId, string CustomerId, string Reason);
}
