using Valerix.LoadTest.Api;

namespace Valerix.LoadTest.Load.Selling;

/// <summary>Which shopper buys what: the same for the same seed, in whatever order the shoppers come.</summary>
internal sealed class Baskets(int seed, IReadOnlyList<string> skus)
{
    /// <summary>Of each product.</summary>
    public const int MaxPieces = 3;

    private const int MaxLines = 3;

    /// <summary>What the shopper of that number buys: different products, some pieces of each.</summary>
    public IReadOnlyList<LineMessage> Of(int number)
    {
        var dice = new Dice(((ulong)(uint)seed << 32) | (uint)number);
        var first = dice.Roll(skus.Count);
        // Neighbours from there on, so that baskets overlap and cross; most people buy one thing.
        var count = dice.Roll(4) == 0 ? Math.Min(skus.Count, 1 + dice.Roll(MaxLines)) : 1;
        return [.. Enumerable.Range(0, count).Select(index => new LineMessage(skus[(first + index) % skus.Count], 1 + dice.Roll(MaxPieces)))];
    }

    /// <summary>SplitMix64: good from the first throw on, also for seeds that are neighbours, which <see cref="Random"/> is not.</summary>
    private struct Dice(ulong state)
    {
        public int Roll(int sides)
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)sides);
        }
    }
}
