using System.Globalization;
using Spectre.Console;
using Valerix.LoadTest.Chaos;
using Valerix.LoadTest.Judging;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.LoadTest.Difference;

/// <summary>Both outcomes side by side, and in words.</summary>
internal static class DifferenceReport
{
    private const int MaxListed = 10;

    /// <returns>True when Valerix kept every promise; the plain client made none.</returns>
    public static bool Print(IAnsiConsole console, Verdict valerix, Verdict plain)
    {
        console.WriteLine();
        console.Write(TableOf([valerix, plain]));
        foreach (var (subject, sentence) in DifferenceInWords.Of(valerix, plain))
        {
            console.MarkupLineInterpolated($"[bold]{subject}.[/] {sentence}");
        }

        console.WriteLine();
        string[] broken = [.. valerix.BrokenPromises()];
        if (broken.Length == 0)
        {
            console.MarkupLine("[green]Valerix kept every promise.[/]");
            return true;
        }

        console.MarkupLineInterpolated($"[red]Valerix broke a promise:[/] {string.Join("; ", broken)}.");
        ListWrong(console, valerix);
        return false;
    }

    private static Table TableOf(IReadOnlyList<Verdict> verdicts)
    {
        var table = new Table().Border(TableBorder.Rounded).Caption("An order can be in several rows.").AddColumn("");
        foreach (var verdict in verdicts)
        {
            table.AddColumn(new TableColumn($"[bold]{verdict.Shop.EscapeMarkup()}[/]").RightAligned());
        }

        void Row(string what, Func<Verdict, string> show, Func<Verdict, bool>? isBad = null) => table.AddRow(
            [what, .. verdicts.Select(verdict => isBad?.Invoke(verdict) == true ? $"[red]{show(verdict)}[/]" : show(verdict))]);

        void Count(string what, Func<OrderFate, bool> isSo, bool isBad = true) => Row(
            what, verdict => Number(verdict.Count(isSo)), verdict => isBad && verdict.Count(isSo) > 0);

        Row("Orders", verdict => Number(verdict.Fates.Count));
        Count("Shipped, and the stock left once", fate => fate.IsRight, isBad: false);
        Count("Turned away, and no stock moved", fate => fate.IsRefused, isBad: false);
        Count("Lost: acknowledged, then forgotten", fate => fate.IsLost);
        Count("Doubled: stock left more than once", fate => fate.IsDoubled);
        Count("Stuck: unresolved, or holding stock", fate => fate.IsStuck);
        Count("Shop and ledger contradict each other", fate => fate.IsContradicted);
        Row("Pieces that left too many", verdict => Number(verdict.Fates.Sum(fate => fate.PiecesTooMany)), verdict => verdict.Fates.Any(fate => fate.IsDoubled));
        Row("Pieces held for nobody", verdict => Number(verdict.Fates.Sum(fate => fate.Effect.Held)), verdict => verdict.Fates.Any(fate => fate.Effect.Held > 0));
        Row("Slowest answer", verdict => Seconds(verdict.SlowestAnswer), verdict => verdict.SlowestAnswer > Verdict.LongestAnswer);
        Row($"Answers over {Seconds(Verdict.LongestAnswer)}", verdict => $"{Number(verdict.LateAnswers)} of {Number(verdict.Answers.Count())}", verdict => verdict.LateAnswers > 0);
        Row(
            "Settled after the faults' end",
            verdict => verdict.Course.SettledAfter is { } after ? Seconds(after) : $"not in {ChaosRun.SettleBound.TotalSeconds:0} s",
            verdict => verdict.Course.SettledAfter is null);
        Row("Selling took", verdict => Seconds(verdict.Course.SellingTook));
        Row("Stock-changing calls", verdict => verdict.Course.GremlinCalls is { } calls ? Number(calls) : "unknown");
        Row("Times that Inventory was killed", verdict => verdict.Course.GremlinCalls is { } calls ? Number(GremlinPreset.Everything.Plan.CrashesIn(calls)) : "unknown");
        return table;
    }

    private static void ListWrong(IAnsiConsole console, Verdict verdict)
    {
        foreach (var fate in verdict.Fates.Where(fate => !fate.IsRight && !fate.IsRefused).Take(MaxListed))
        {
            console.WriteLine(
                $"  order {fate.Purchase.Number} ({string.Join(", ", fate.Purchase.Ids)}): {fate.Standing}, "
                + $"{fate.Effect.Taken} of {fate.Purchase.Quantity} left, {fate.Effect.Held} held");
        }

        foreach (var answer in verdict.Answers.Where(answer => answer.Took > Verdict.LongestAnswer).OrderByDescending(answer => answer.Took).Take(MaxListed))
        {
            console.WriteLine($"  {answer.At:HH:mm:ss.fff} {answer.Call}: {answer.Said} after {Seconds(answer.Took)}");
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
