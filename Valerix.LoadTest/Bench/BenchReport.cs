using System.Globalization;
using Valerix.LoadTest.Reports;

namespace Valerix.LoadTest.Bench;

/// <summary>A table of figures.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Explanation">How it was measured.</param>
/// <param name="Columns">The first is of names, the others of figures.</param>
internal sealed record BenchTable(string Title, string Explanation, params string[] Columns)
{
    public List<string[]> Rows { get; } = [];

    public void Add(params string[] cells) => Rows.Add(cells);
}

/// <summary>A goal and how close a run came.</summary>
/// <param name="What">In words.</param>
/// <param name="Value">Measured.</param>
/// <param name="Target">To be reached, or not to be exceeded.</param>
/// <param name="IsCeiling">Whether less is better.</param>
/// <param name="Unit">Follows both figures.</param>
internal sealed record Goal(string What, double Value, double Target, string Unit, bool IsCeiling = false)
{
    public bool IsReached => IsCeiling ? Value <= Target : Value >= Target;

    public string ValueText => Text(Value);

    public string TargetText => $"{(IsCeiling ? "at most" : "at least")} {Text(Target)}";

    private string Text(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}{Unit}");
}

/// <summary>Everything that a benchmark found out.</summary>
internal sealed class BenchReport
{
    public List<Goal> Goals { get; } = [];

    public List<BenchTable> Tables { get; } = [];

    /// <summary>A measurement's usual figures.</summary>
    public static string[] FiguresOf(Measurement measured) =>
    [
        Words.Number(measured.Rate),
        Words.Milliseconds(measured.LatencyMs.At(50)),
        Words.Milliseconds(measured.LatencyMs.At(99)),
        PerOrder(measured, usage => usage.CpuMs.Values.Sum()),
        PerOrder(measured, usage => usage.Statements),
        PerOrder(measured, usage => usage.Databases.Values.Sum(database => database.Transactions)),
        PerOrder(measured, usage => usage.Databases.Values.Sum(database => database.Flushes)),
        OthersOf(measured),
    ];

    public static string PerOrder(Measurement measured, Func<Meters.Usage, double?> read) =>
        measured is { Usage: { } usage, Done: > 0 } && read(usage) is { } spent ? string.Create(CultureInfo.InvariantCulture, $"{spent / measured.Done:0.00}") : "–";

    /// <summary>What was answered besides 200 and 201.</summary>
    public static string OthersOf(Measurement measured)
    {
        var others = measured.Statuses.Where(pair => pair.Key is not (200 or 201)).OrderBy(pair => pair.Key).ToList();
        return others.Count == 0 ? "–" : string.Join(", ", others.Select(pair => $"{pair.Value:N0} × {(pair.Key == 0 ? "no answer" : pair.Key)}"));
    }
}
