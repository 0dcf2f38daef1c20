using Valerix.InventoryApi.Domain;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>The worlds that are explored.</summary>
internal static class Worlds
{
    public const string Alone = "an order and three faults";
    public const string Scarce = "the piece comes later, or goes";
    public const string Rivals = "two orders, one piece";

    private static readonly RequestedLine[] _oneA = [new("A", 1)];
    private static readonly RequestedLine[] _oneB = [new("B", 1)];
    private static readonly RequestedLine[] _oneOfBoth = [new("A", 1), new("B", 1)];

    /// <summary>Small enough for every schedule there is.</summary>
    public static IReadOnlyList<Setting> Small { get; } =
    [
        new() { Name = Alone, Shelf = [("A", 2)], Orders = [_oneA], Faults = 3 },
        new() { Name = Scarce, Shelf = [("A", 0)], Orders = [_oneA], Faults = 2, Adjustments = [1, -1] },
        new() { Name = Rivals, Shelf = [("A", 1)], Orders = [_oneA, _oneA], Faults = 1 },
        new() { Name = "two products", Shelf = [("A", 1), ("B", 1)], Orders = [_oneOfBoth, _oneB], Faults = 1 },
        new() { Name = "a guest who holds the piece for a while", Shelf = [("A", 1)], Orders = [_oneA], Faults = 2, HasGuest = true },
    ];

    /// <summary>Too large for that.</summary>
    public static IReadOnlyList<Setting> Large { get; } =
    [
        new()
        {
            Name = "three orders, any worker at any time",
            Shelf = [("A", 1), ("B", 2)],
            Orders = [_oneOfBoth, _oneA, _oneB],
            Faults = 8,
            Adjustments = [1, -1],
        },
        new()
        {
            Name = "three orders and a guest, with pauses",
            Shelf = [("A", 2), ("B", 1)],
            Orders = [_oneOfBoth, _oneOfBoth, _oneA],
            Faults = 8,
            Adjustments = [-1, 1],
            HasGuest = true,
            Jitter = 1,
        },
    ];

    public static Setting Named(string name) => Small.Concat(Large).Single(setting => setting.Name == name);
}
