using System.Diagnostics.Metrics;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>How often the gremlin struck, in this process.</summary>
internal sealed class GremlinMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _strikes = meters.Create("Valerix.Inventory")
        .CreateCounter<long>("valerix.gremlin.strikes", unit: "{strike}", description: "Faults that the gremlin put into answers, by kind");

    /// <summary>Counts each fault of a strike; a crash may come before its count is collected.</summary>
    public void Add(Strike strike)
    {
        if (strike.Delay > TimeSpan.Zero) Add("latency");
        switch (strike.Ending)
        {
            case Ending.Error:
                Add("error");
                break;
            case Ending.Drop:
                Add("drop");
                break;
            case Ending.Crash:
                Add("crash");
                break;
        }
    }

    private void Add(string kind) => _strikes.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
