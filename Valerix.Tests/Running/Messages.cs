using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valerix.Tests.Running;

// The contract's messages, written down a second time on purpose: a test that shared the services' own records
// would follow every change of theirs. Every member must be there, and none may be added unnoticed.

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OrderMessage
{
    public required Guid Id { get; init; }
    public required string CustomerId { get; init; }
    public required string Status { get; init; }
    public required IReadOnlyList<OrderLineMessage> Lines { get; init; }
    public required decimal? Total { get; init; }
    public required string Message { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OrderLineMessage
{
    public required string Sku { get; init; }
    public required int Quantity { get; init; }
    public required decimal? UnitPrice { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EventMessage
{
    public required string Type { get; init; }
    public required string At { get; init; }
    public required string Detail { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProductMessage
{
    public required string Sku { get; init; }
    public required string Name { get; init; }
    public required decimal UnitPrice { get; init; }
    public required long OnHand { get; init; }
    public required long Reserved { get; init; }
    public required long Available { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PageMessage<T>
{
    public required IReadOnlyList<T> Items { get; init; }
    public string? Next { get; init; }
    public BalanceMessage? Balance { get; init; }
}

/// <summary>What the tests rely on of an entry of the ledger.</summary>
internal sealed record MovementMessage
{
    public required string Kind { get; init; }
    public required long OnHandDelta { get; init; }
    public required long ReservedDelta { get; init; }
    public required string At { get; init; }
    public Guid? OrderId { get; init; }
    public string? Reason { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BalanceMessage(long OnHand, long Reserved);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShortageMessage
{
    public required string Sku { get; init; }
    public required long Requested { get; init; }
    public required long Available { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GremlinMessage
{
    public required LatencyFaultMessage Latency { get; init; }
    public required FaultMessage Error { get; init; }
    public required FaultMessage Drop { get; init; }
    public required FaultMessage Crash { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LatencyFaultMessage(int Every, int DelayMs);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultMessage(int Every);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record HealthMessage
{
    public required string Status { get; init; }
    public required IReadOnlyDictionary<string, HealthCheckMessage> Checks { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record HealthCheckMessage
{
    public required string Status { get; init; }
    public required string? Description { get; init; }
    public required double DurationMs { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Data { get; init; } = new Dictionary<string, JsonElement>();
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReconciliationMessage
{
    public required string At { get; init; }
    public required int Checked { get; init; }
    public required int Agreed { get; init; }
    public required IReadOnlyList<DifferenceMessage> Mended { get; init; }
    public required IReadOnlyList<DifferenceMessage> Escalated { get; init; }
    public required bool Unreachable { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DifferenceMessage
{
    public required Guid OrderId { get; init; }
    public required string Order { get; init; }
    public required string Inventory { get; init; }
    public required string Did { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LatencyMessage
{
    public required int WindowSeconds { get; init; }
    public required double ThresholdMs { get; init; }
    public required double MeanMs { get; init; }
    public required double P95Ms { get; init; }
    public required int Count { get; init; }
    public required string Status { get; init; }
    public required IReadOnlyList<LatencySecondMessage> PerSecond { get; init; }
    public required int RedMinutesToday { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LatencySecondMessage
{
    public required DateTimeOffset Second { get; init; }
    public required int Count { get; init; }
    public required double MeanMs { get; init; }
}
