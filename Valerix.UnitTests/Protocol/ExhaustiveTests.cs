using Valerix.OrderApi.Domain;
using Valerix.UnitTests.Protocol.Exploration;
using Valerix.UnitTests.Protocol.Model;
using Xunit.Abstractions;

namespace Valerix.UnitTests.Protocol;

/// <summary>Every schedule there is, in worlds that are small enough. What is explored, and what is not, is in docs/proof.md.</summary>
[Collection(nameof(Protocol))]
public sealed class ExhaustiveTests(ITestOutputHelper output)
{
    /// <summary>Goes deeper: so many more faults in each world. With one, it takes minutes.</summary>
    private static readonly int _moreFaults = int.Parse(Environment.GetEnvironmentVariable("PROTOCOL_FAULTS") ?? "0");

    public static TheoryData<string> SmallWorlds { get; } = [.. Worlds.Small.Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(SmallWorlds))]
    public void No_schedule_breaks_an_invariant(string world)
    {
        var setting = Worlds.Named(world);
        var explorer = new Exhaustive(setting with { Faults = setting.Faults + _moreFaults });

        var found = explorer.Explore();

        output.WriteLine($"{explorer.States} states, {explorer.Transitions} transitions, at most {explorer.Depth} events to a state");
        found.ShouldBeNull(found?.ToString());
        explorer.Statuses.ShouldBe(ReachableIn(setting), ignoreOrder: true);
    }

    // An explorer that comes nowhere finds nothing.
    private static IEnumerable<OrderStatus> ReachableIn(Setting setting) =>
        from status in Enum.GetValues<OrderStatus>()
        where status != OrderStatus.Rejected || setting.CanRunShort
        where status != OrderStatus.NeedsAttention || setting.Faults >= 2
        select status;
}
