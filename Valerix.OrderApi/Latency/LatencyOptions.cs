namespace Valerix.OrderApi.Latency;

/// <summary>Configuration section <c>Latency</c>.</summary>
internal sealed class LatencyOptions
{
    public const string Section = "Latency";

    /// <summary>Gets a POST with <c>{"status","meanMs","thresholdMs","at"}</c> each time the gauge turns; null for no webhook.</summary>
    public Uri? Webhook { get; set; }
}
