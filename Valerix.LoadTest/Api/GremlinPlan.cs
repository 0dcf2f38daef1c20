using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valerix.LoadTest.Api;

/// <summary>What the gremlin does to which calls; see the contract of <c>/gremlin</c>.</summary>
internal sealed record GremlinPlan(LatencyFault Latency, Fault Error, Fault Drop, Fault Crash)
{
    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Leaves everybody alone.</summary>
    public static GremlinPlan Off { get; } = new(LatencyFault.None, Fault.None, Fault.None, Fault.None);

    /// <summary>Slow, failing, cut off and dying, all at once.</summary>
    public static GremlinPlan Everything { get; } = new(new(Every: 5, DelayMs: 5000), Error: new(10), Drop: new(10), Crash: new(50));

    /// <summary>Plans by name; the AppHost has a button for each.</summary>
    public static IReadOnlyDictionary<string, GremlinPlan> Presets { get; } = new Dictionary<string, GremlinPlan>(StringComparer.OrdinalIgnoreCase)
    {
        ["off"] = Off,
        ["slow"] = Off with { Latency = new(Every: 5, DelayMs: 5000) },
        ["lossy"] = Off with { Error = new(10), Drop = new(7) },
        ["crashing"] = Off with { Crash = new(50) },
        ["everything"] = Everything,
    };

    /// <summary>A preset's name, or a plan as JSON in which what is left out is off.</summary>
    /// <returns>Null when it is neither.</returns>
    public static GremlinPlan? Parse(string text)
    {
        if (Presets.TryGetValue(text, out var preset)) return preset;

        try
        {
            return JsonSerializer.Deserialize<Partial>(text, _strict) is { } plan && plan.Complete() is { IsSensible: true } complete ? complete : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonIgnore]
    public bool IsOff => this == Off || (Latency.Every == 0 && Error.Every == 0 && Drop.Every == 0 && Crash.Every == 0);

    /// <summary>How many of so many calls end the process.</summary>
    public long CrashesIn(long calls) => Crash.Every == 0 ? 0 : calls / Crash.Every;

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
internal sealed record Fault(int Every)
{
    public static Fault None { get; } = new(0);
}

/// <param name="Every">Strikes each so-many-th stock-changing call; 0 is off.</param>
/// <param name="DelayMs">For so many milliseconds.</param>
internal sealed record LatencyFault(int Every, int DelayMs)
{
    public static LatencyFault None { get; } = new(0, 0);
}
