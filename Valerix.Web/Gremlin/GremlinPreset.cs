using Valerix.Web.Clients;

namespace Valerix.Web.Gremlin;

/// <summary>A kind of trouble to choose from.</summary>
/// <param name="Name">One word, for a button.</param>
/// <param name="Sentence">What it does to Inventory.</param>
/// <param name="Plan">The same as a plan.</param>
public sealed record GremlinPreset(string Name, string Sentence, FaultPlan Plan)
{
    public static GremlinPreset Off { get; } = new("Off", "Inventory is left in peace.", FaultPlan.Off);

    public static GremlinPreset Slow { get; } = new(
        "Slow", "Every answer of Inventory comes 5 s late.", FaultPlan.Off with { Latency = new(1, 5_000) });

    public static GremlinPreset Lossy { get; } = new(
        "Lossy", "Every 10th call is answered 500 and every 7th is cut off, after the stock has moved.", FaultPlan.Off with { Error = new(10), Drop = new(7) });

    public static GremlinPreset Crashing { get; } = new(
        "Crashing", "Every 20th call kills Inventory, after the stock has moved.", FaultPlan.Off with { Crash = new(20) });

    public static GremlinPreset Everything { get; } = new(
        "Everything",
        "Every 5th answer is 5 s late, every 10th is an error or cut off, and every 50th call kills Inventory.",
        new(new(5, 5_000), new(10), new(10), new(50)));

    public static IReadOnlyList<GremlinPreset> All { get; } = [Off, Slow, Lossy, Crashing, Everything];

    /// <summary>The preset that a plan is; null when it is somebody's own.</summary>
    public static GremlinPreset? Of(FaultPlan plan) => All.FirstOrDefault(preset => preset.Plan.IsSameAs(plan));
}
