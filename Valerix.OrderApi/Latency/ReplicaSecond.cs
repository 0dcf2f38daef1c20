namespace Valerix.OrderApi.Latency;

/// <summary>The requests that one replica finished within one second.</summary>
/// <param name="Second">Since 1970 (UTC), by the database's clock.</param>
/// <param name="Replica">The process; a restart makes another one.</param>
/// <param name="Count">How many there were.</param>
/// <param name="SumMs">How long they took, added up.</param>
/// <param name="Histogram">How many of them were of which size: see <see cref="LatencyHistogram"/>.</param>
internal sealed record ReplicaSecond(long Second, Guid Replica, int Count, double SumMs, int[] Histogram);
