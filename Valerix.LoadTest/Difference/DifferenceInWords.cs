using Valerix.LoadTest.Judging;

namespace Valerix.LoadTest.Difference;

/// <summary>What went wrong for the plain client, and what keeps it from going wrong in Valerix. What didn't happen is not told.</summary>
internal static class DifferenceInWords
{
    public static IEnumerable<(string Subject, string Sentence)> Of(Verdict valerix, Verdict plain)
    {
        if (plain.Count(fate => fate.IsLost) is > 0 and var lost)
        {
            yield return ("Lost", $"The plain client said yes to {lost} shoppers and gave their orders up when its tries were spent. "
                + "In Valerix what an order still needs is a row, written before it is asked for; any process can go on from there.");
        }

        if (plain.Count(fate => fate.IsDoubled) is > 0 and var doubled)
        {
            yield return ("Doubled", $"The plain client took a missing answer for a failure and tried again as something new, {doubled} orders long. "
                + "In Valerix every step goes by the order's id, so asking twice is asking once.");
        }

        if (plain.Fates.Sum(fate => fate.Effect.Held) is > 0 and var held)
        {
            yield return ("Stuck", $"{held} pieces are held under ids that the plain client has forgotten; nobody will ever fetch or free them. "
                + "In Valerix a step is repeated until it is answered, and a reserve that was given up finds a tombstone.");
        }

        if (plain.Count(fate => fate.IsContradicted) is > 0 and var contradicted)
        {
            yield return ("Contradicted", $"{contradicted} orders are not shipped as far as the plain client knows, and their stock is gone. "
                + "Valerix opens the box: the same question again, until Inventory says what it did.");
        }

        if (plain.SlowestAnswer > valerix.SlowestAnswer)
        {
            yield return ("Slowest answer", $"The plain client waits and tries for as long as it takes, {plain.SlowestAnswer.TotalSeconds:0.0} s at worst. "
                + $"Valerix says 202 when Inventory keeps it waiting ({valerix.Answers.Count(answer => answer.Said == "202")} times here), and finishes by itself.");
        }
    }
}
