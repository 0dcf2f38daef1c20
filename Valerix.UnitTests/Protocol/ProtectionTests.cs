using Valerix.UnitTests.Protocol.Exploration;
using Valerix.UnitTests.Protocol.Model;
using Xunit.Abstractions;
using static Valerix.UnitTests.Protocol.Model.Protection;

namespace Valerix.UnitTests.Protocol;

/// <summary>Takes out one protection after the other: an invariant breaks, and the explorer sees it. The schedules are in docs/proof.md.</summary>
[Collection(nameof(Protocol))]
public sealed class ProtectionTests(ITestOutputHelper output)
{
    public static TheoryData<string, string, string> Missing { get; } = new()
    {
        { nameof(IdempotentReserve), Worlds.Alone, "1: A has 2 on hand and 2 reserved; the ledger says 2 and 2; open reservations add up to 1" },
        { nameof(IdempotentCommit), Worlds.Alone, "1: A has 0 on hand and -1 reserved; the ledger says 0 and -1; open reservations add up to 0" },
        { nameof(Tombstone), Worlds.Alone, "2: order 1 is Cancelled, and its stock: Held" },
        { nameof(ReleaseAfterRefusal), Worlds.Scarce, "2: order 1 is Rejected, and its stock: Held" },
        { nameof(CompareAndSet), Worlds.Alone, "2: order 1 is Shipping, and its stock: Nothing" },
        { nameof(LeaseFence), Worlds.Alone, "3: it goes round in circles" },
        { nameof(LeaseEnd), Worlds.Alone, "3: order 1 stays Pending" },
        { nameof(StepBeforeCall), Worlds.Alone, "3: order 1 stays Pending" },
        { nameof(UniqueKey), Worlds.Alone, "4: the key of order 1 has more than one order" },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void Without_it_an_invariant_breaks(string protection, string world, string violation)
    {
        var found = new Exhaustive(Worlds.Named(world) with { Without = Enum.Parse<Protection>(protection) }).Explore();

        output.WriteLine($"{found}");
        found.ShouldNotBeNull().Violation.ShouldBe(violation);
    }

    [Fact]
    public void Each_protection_is_taken_out_once() =>
        Missing.Select(row => row[0]).ShouldBe(Enum.GetNames<Protection>(), ignoreOrder: true);
}
