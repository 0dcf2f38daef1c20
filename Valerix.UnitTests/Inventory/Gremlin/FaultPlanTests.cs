using Valerix.InventoryApi.Gremlin;

namespace Valerix.UnitTests.Inventory.Gremlin;

/// <summary>Which faults strike which call.</summary>
public sealed class FaultPlanTests
{
    private static readonly TimeSpan _fiveSeconds = TimeSpan.FromSeconds(5);

    [Fact]
    public void Off_strikes_nothing() => Calls(100).ShouldAllBe(call => FaultPlan.Off.StrikeAt(call) == default);

    [Fact]
    public void A_delay_without_every_strikes_nothing()
    {
        var plan = Plan(delayMs: 5000);
        Calls(100).ShouldAllBe(call => plan.StrikeAt(call) == default);
    }

    [Theory]
    [InlineData(1, new long[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(2, new long[] { 2, 4, 6 })]
    [InlineData(3, new long[] { 3, 6 })]
    [InlineData(7, new long[] { 7 })]
    [InlineData(8, new long[0])]
    public void Each_fault_strikes_the_multiples_of_its_own_number_and_no_other_call(int every, long[] struck)
    {
        var none = Calls(7).Except(struck).ToArray();

        ShouldStrike(Plan(latency: every, delayMs: 5000), new Strike(_fiveSeconds, Ending.Answer));
        ShouldStrike(Plan(error: every), new Strike(TimeSpan.Zero, Ending.Error));
        ShouldStrike(Plan(drop: every), new Strike(TimeSpan.Zero, Ending.Drop));
        ShouldStrike(Plan(crash: every), new Strike(TimeSpan.Zero, Ending.Crash));

        void ShouldStrike(FaultPlan plan, Strike strike)
        {
            struck.ShouldAllBe(call => plan.StrikeAt(call) == strike);
            none.ShouldAllBe(call => plan.StrikeAt(call) == default);
        }
    }

    [Fact]
    public void The_pattern_goes_on_for_as_long_as_anybody_counts()
    {
        var plan = Plan(error: 10);
        plan.StrikeAt(9_000_000_000_000_000_000).Ending.ShouldBe(Ending.Error);
        plan.StrikeAt(9_000_000_000_000_000_001).ShouldBe(default);
    }

    [Fact]
    public void Of_several_faults_on_one_call_a_crash_comes_first_then_a_drop_then_an_error()
    {
        Plan(error: 1, drop: 1, crash: 1).StrikeAt(1).Ending.ShouldBe(Ending.Crash);
        Plan(error: 1, crash: 1).StrikeAt(1).Ending.ShouldBe(Ending.Crash);
        Plan(error: 1, drop: 1).StrikeAt(1).Ending.ShouldBe(Ending.Drop);
    }

    [Fact]
    public void A_delay_comes_before_an_error_and_a_drop()
    {
        Plan(latency: 1, delayMs: 5000, error: 1).StrikeAt(1).ShouldBe(new Strike(_fiveSeconds, Ending.Error));
        Plan(latency: 1, delayMs: 5000, drop: 1).StrikeAt(1).ShouldBe(new Strike(_fiveSeconds, Ending.Drop));
    }

    [Fact]
    public void A_crash_does_not_wait() =>
        Plan(latency: 1, delayMs: 5000, crash: 1).StrikeAt(1).ShouldBe(new Strike(TimeSpan.Zero, Ending.Crash));

    [Fact]
    public void Faults_that_meet_now_and_then_strike_together_only_then()
    {
        var plan = Plan(latency: 2, delayMs: 5000, error: 3);

        Calls(6).Select(plan.StrikeAt).ShouldBe(
        [
            default,
            new Strike(_fiveSeconds, Ending.Answer),
            new Strike(TimeSpan.Zero, Ending.Error),
            new Strike(_fiveSeconds, Ending.Answer),
            default,
            new Strike(_fiveSeconds, Ending.Error),
        ]);
    }

    private static FaultPlan Plan(int latency = 0, int delayMs = 0, int error = 0, int drop = 0, int crash = 0) =>
        new(new LatencyFault(latency, delayMs), new Fault(error), new Fault(drop), new Fault(crash));

    private static IEnumerable<long> Calls(int count) => Enumerable.Range(1, count).Select(call => (long)call);
}
