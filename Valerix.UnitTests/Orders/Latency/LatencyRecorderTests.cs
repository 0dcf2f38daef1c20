using Microsoft.Extensions.Time.Testing;
using Valerix.OrderApi.Latency;
using Valerix.OrderApi.Processing;

namespace Valerix.UnitTests.Orders.Latency;

/// <summary>What a replica remembers, and what the window makes of it as time goes by.</summary>
public sealed class LatencyRecorderTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LatencyRecorder _recorder;

    public LatencyRecorderTests() => _recorder = new(new DatabaseClock(_time));

    [Fact]
    public void No_traffic_is_green()
    {
        var report = Read();

        report.Status.ShouldBe(LatencyStatus.Green);
        (report.Count, report.MeanMs, report.P95Ms).ShouldBe((0, 0d, 0d));
        report.PerSecond.Count.ShouldBe(30);
        report.PerSecond[^1].Second.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public void The_mean_is_of_requests_and_not_of_seconds()
    {
        Record(ms: 100, times: 9);
        Advance(seconds: 1);
        Record(ms: 2_100, times: 1);

        var report = Read();

        report.MeanMs.ShouldBe(300);
        report.PerSecond.Select(second => (second.Count, second.MeanMs)).TakeLast(2).ShouldBe([(9, 100), (1, 2_100)]);
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_000.02, true)]
    public void It_is_red_above_a_thousand_milliseconds_and_reads_so(double ms, bool isRed)
    {
        Record(ms, times: 3);

        var report = Read();

        (report.Status == LatencyStatus.Red).ShouldBe(isRed);
        (report.MeanMs > 1_000).ShouldBe(isRed);
    }

    [Fact]
    public void It_ages_out_when_nothing_comes_any_more()
    {
        Record(ms: 3_000, times: 5);
        Advance(seconds: 29);
        Read().Status.ShouldBe(LatencyStatus.Red);

        Advance(seconds: 1);
        Read().Status.ShouldBe(LatencyStatus.Green);
        Read().Count.ShouldBe(0);
    }

    [Fact]
    public void Quick_requests_make_it_green_before_the_slow_ones_are_forgotten()
    {
        Record(ms: 3_000, times: 5);
        Advance(seconds: 5);
        Record(ms: 10, times: 10);

        Read().Status.ShouldBe(LatencyStatus.Red);
        Record(ms: 10, times: 1);
        Read().Status.ShouldBe(LatencyStatus.Green);
    }

    [Fact]
    public void A_second_is_unsaved_until_it_is_saved_as_it_is_now()
    {
        Record(ms: 10, times: 1);
        var early = _recorder.Unsaved();
        Record(ms: 10, times: 1);
        _recorder.Saved(early);

        _recorder.Unsaved().ShouldHaveSingleItem().Count.ShouldBe(2);
        _recorder.Saved(_recorder.Unsaved());
        _recorder.Unsaved().ShouldBeEmpty();
    }

    [Fact]
    public void It_remembers_no_more_than_the_window_however_long_nobody_takes_it_over()
    {
        for (var second = 0; second < 100; second++)
        {
            Record(ms: 10, times: 1);
            Advance(seconds: 1);
        }

        _recorder.Unsaved().Count.ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public void Replicas_add_up_and_one_that_is_ahead_counts_for_the_present_second()
    {
        var now = _time.GetUtcNow();
        var second = now.ToUnixTimeSeconds();
        ReplicaSecond[] rows = [Row(second, 1, 3_000), Row(second, 2, 1_000), Row(second + 1, 1, 600), Row(second - 30, 7, 70_000)];

        var report = LatencyWindow.Read(rows, now, redMinutesToday: 4);

        (report.Count, report.MeanMs, report.RedMinutesToday).ShouldBe((4, 1_150, 4));
        report.PerSecond[^1].Count.ShouldBe(4);
    }

    private static ReplicaSecond Row(long second, int count, double sumMs) =>
        new(second, Guid.NewGuid(), count, sumMs, new int[LatencyHistogram.BucketCount]);

    private void Record(double ms, int times)
    {
        for (var i = 0; i < times; i++) _recorder.Record(TimeSpan.FromMilliseconds(ms));
    }

    private void Advance(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private LatencyReport Read() => LatencyWindow.Read(_recorder.Seconds(), _time.GetUtcNow(), redMinutesToday: 0);
}
