using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valerix.ServiceDefaults.Gremlin;

/// <summary>The faults of Inventory and the stock-changing calls that each of them strikes: the body of <c>/gremlin</c>.</summary>
/// <param name="Latency">Delays the answer.</param>
/// <param name="Error">Puts a 500 in the answer's place.</param>
/// <param name="Drop">Cuts the connection instead of answering.</param>
/// <param name="Crash">Ends the process instead of answering.</param>
public sealed record GremlinPlan(LatencyFault Latency, Fault Error, Fault Drop, Fault Crash)
{
    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>No fault.</summary>
    public static GremlinPlan Off { get; } = new(LatencyFault.None, Fault.None, Fault.None, Fault.None);

    /// <summary>A preset's name, or a plan as JSON in which what is left out is off.</summary>
    /// <returns>Null when it is neither.</returns>
    public static GremlinPlan? Parse(string text)
    {
        if (GremlinPreset.Find(text) is { } preset) return preset.Plan;

        try
        {
            return JsonSerializer.Deserialize<Partial>(text, _strict) is { } plan && plan.Complete() is { IsSensible: true } complete ? complete : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True when no call is struck.</summary>
    [JsonIgnore]
    public bool IsOff => this == Off || (Latency.Every == 0 && Error.Every == 0 && Drop.Every == 0 && Crash.Every == 0);

    /// <summary>How many of so many calls end the process.</summary>
    public long CrashesIn(long calls) => Crash.Every == 0 ? 0 : calls / Crash.Every;

    /// <summary>Faults that strike nothing are the same, whatever else they say.</summary>
    public bool IsSameAs(GremlinPlan? other) => other is not null && Normal == other.Normal;

    private GremlinPlan Normal => Latency.Every == 0 ? this with { Latency = LatencyFault.None } : this;

    /// <summary>The faults in words.</summary>
    public override string ToString()
    {
        (int Every, string What)[] faults =
        [
            (Latency.Every, $"is {Latency.DelayMs / 1000.0} s late"),
            (Error.Every, "answers 500"),
            (Drop.Every, "is cut off"),
            (Crash.Every, "kills the process"),
        ];
        var strikes = faults.Where(fault => fault.Every > 0).Select(fault => $"each {fault.Every}th {fault.What}").ToArray();
        return strikes.Length == 0
            ? "the gremlin is off"
            : $"of Inventory's stock-changing calls {string.Join(", ", strikes)}, always after the commit";
    }

    private bool IsSensible => Latency.DelayMs >= 0 && new[] { Latency.Every, Error.Every, Drop.Every, Crash.Every }.All(every => every >= 0);

    /// <summary>As it comes: what is left out is off.</summary>
    private sealed record Partial(LatencyFault? Latency, Fault? Error, Fault? Drop, Fault? Crash)
    {
        public GremlinPlan Complete() => new(Latency ?? LatencyFault.None, Error ?? Fault.None, Drop ?? Fault.None, Crash ?? Fault.None);
    }
}

/// <param name="Every">Strikes each so-many-th stock-changing call; 0 is off.</param>
public sealed record Fault(int Every)
{
    /// <summary>Strikes no call.</summary>
    public static Fault None { get; } = new(0);
}

/// <param name="Every">Strikes each so-many-th stock-changing call; 0 is off.</param>
/// <param name="DelayMs">For so many milliseconds.</param>
public sealed record LatencyFault(int Every, int DelayMs)
{
    /// <summary>Strikes no call.</summary>
    public static LatencyFault None { get; } = new(0, 0);
}
