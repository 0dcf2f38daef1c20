namespace Valerix.ServiceDefaults.Gremlin;

/// <summary>A kind of trouble to choose from: the dashboard's buttons, the control room's, the lab's and the load test's names are these.</summary>
/// <param name="Name">One word, for a button.</param>
/// <param name="Sentence">Its effect on Inventory, in a sentence.</param>
/// <param name="Plan">The plan.</param>
public sealed record GremlinPreset(string Name, string Sentence, GremlinPlan Plan)
{
    /// <summary>No fault.</summary>
    public static GremlinPreset Off { get; } = new("Off", "Inventory is left in peace.", GremlinPlan.Off);

    /// <summary>Every answer late.</summary>
    public static GremlinPreset Slow { get; } = new(
        "Slow", "Every answer of Inventory comes 5 s late.", GremlinPlan.Off with { Latency = new(1, 5_000) });

    /// <summary>Errors and cut connections.</summary>
    public static GremlinPreset Lossy { get; } = new(
        "Lossy", "Every 10th call is answered 500 and every 7th is cut off, after the stock has moved.", GremlinPlan.Off with { Error = new(10), Drop = new(7) });

    /// <summary>Processes that die.</summary>
    public static GremlinPreset Crashing { get; } = new(
        "Crashing", "Every 20th call kills Inventory, after the stock has moved.", GremlinPlan.Off with { Crash = new(20) });

    /// <summary>All of it at once.</summary>
    public static GremlinPreset Everything { get; } = new(
        "Everything",
        "Every 5th answer is 5 s late, every 10th is an error or cut off, and every 50th call kills Inventory.",
        new(new(5, 5_000), new(10), new(10), new(50)));

    /// <summary>Each of them.</summary>
    public static IReadOnlyList<GremlinPreset> All { get; } = [Off, Slow, Lossy, Crashing, Everything];

    /// <summary>The preset of a name, in capitals or not; null when there is none.</summary>
    public static GremlinPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The preset that a plan is; null when it is none of them.</summary>
    public static GremlinPreset? Of(GremlinPlan plan) => All.FirstOrDefault(preset => preset.Plan.IsSameAs(plan));
}
