using Valerix.UnitTests.Protocol.Exploration;
using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol;

/// <summary>Other schedules in each run, in worlds that are too large to see all of.</summary>
[Collection(nameof(Protocol))]
public sealed class RandomTests
{
    private const int Schedules = 10_000;

    private const int EventsEach = 40;

    /// <summary>Plays the schedule of a failure again: <c>PROTOCOL_SEED=… dotnet test --filter RandomTests</c>.</summary>
    private static readonly string? _seed = Environment.GetEnvironmentVariable("PROTOCOL_SEED");

    public static TheoryData<string> LargeWorlds { get; } = [.. Worlds.Large.Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(LargeWorlds))]
    public void No_schedule_drawn_by_lot_breaks_an_invariant(string world)
    {
        var schedules = new RandomSchedules(Worlds.Named(world), EventsEach);
        var (first, count) = _seed is null ? (Random.Shared.Next(), Schedules) : (int.Parse(_seed), 1);
        for (var i = 0; i < count; i++)
        {
            var seed = unchecked(first + i);
            var found = schedules.Try(seed);
            found.ShouldBeNull($"PROTOCOL_SEED={seed}: {found}");
        }
    }

    [Fact]
    public void What_is_found_by_lot_is_shrunk_to_what_it_takes()
    {
        var schedules = new RandomSchedules(Worlds.Large[0] with { Without = Protection.Tombstone }, EventsEach);

        var found = Enumerable.Range(1, 1000).Select(schedules.Try).First(found => found is not null);

        found!.Violation.ShouldStartWith("2: ");
        found.Events.Count.ShouldBeLessThan(10);
        found.ToString().ShouldContain("is to be Cancelled");
    }
}
