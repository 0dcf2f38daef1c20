using Valerix.Backup.Archive;
using Valerix.Backup.Daily;

namespace Valerix.UnitTests.Backup.Daily;

public sealed class DailyDecisionTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_waiting_so_no_call_is_wasted() => DailyDecision.Decide(_noon, null, []).IsCall.ShouldBeFalse();

    [Fact]
    public void The_first_call_is_made() => DailyDecision.Decide(_noon, null, [Taken(0)]).IsCall.ShouldBeTrue();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void No_second_call_is_made_in_a_day_nor_after_the_clock_was_set_back(int lastCallDays, bool isCall) =>
        DailyDecision.Decide(_noon, DateOnly.FromDateTime(_noon.UtcDateTime).AddDays(lastCallDays), [Taken(0)]).IsCall.ShouldBe(isCall);

    [Theory]
    [InlineData("00:14:59", false)]
    [InlineData("00:15:00", true)]
    [InlineData("23:45:00", true)]
    [InlineData("23:45:01", false)]
    public void No_call_is_made_where_two_clocks_may_show_different_days(string time, bool isCall) =>
        DailyDecision.Decide(_noon.Date.Add(TimeSpan.Parse(time, null)), null, [Taken(0)]).IsCall.ShouldBe(isCall);

    [Fact]
    public void After_a_long_absence_the_newest_day_goes_first_and_then_the_oldest()
    {
        var waiting = Enumerable.Range(-19, 20).Select(Taken).ToArray();

        var content = DailyDecision.Decide(_noon, null, waiting).Content;

        content.Select(backup => (backup.TakenAt - _noon).Days).ShouldBe([0, -14, -15, -16, -17, -18, -19]);
    }

    [Fact]
    public void Only_what_was_seen_whole_is_delivered() =>
        DailyDecision.Delivered([Taken(0), Taken(-1)], new HashSet<string> { Taken(-1).Sha256 }).ShouldBe([Taken(-1)]);

    private static BaseBackup Taken(int days) => new("orders-postgres", _noon.AddDays(days), $"{1_000 + days:x64}");
}
