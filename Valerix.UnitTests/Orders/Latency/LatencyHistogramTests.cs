using Valerix.OrderApi.Latency;

namespace Valerix.UnitTests.Orders.Latency;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(5.001, 1)]
    [InlineData(10_000, 19)]
    [InlineData(10_001, 20)]
    public void A_time_is_counted_in_the_first_bucket_that_reaches_it(double ms, int bucket) =>
        LatencyHistogram.BucketOf(ms).ShouldBe(bucket);

    [Fact]
    public void Without_requests_there_is_no_quantile() => LatencyHistogram.QuantileMs(Of(), 0.95).ShouldBe(0);

    [Theory]
    // 19 of 20 within 100 ms: the 19th is the last of its bucket.
    [InlineData(19, 1, 100)]
    // Every tenth is slow: the 95th of 100 is in the middle of the slow ones' bucket, from 2 to 2.5 s.
    [InlineData(90, 10, 2_250)]
    [InlineData(0, 100, 2_475)]
    public void The_95th_percentile_is_found_within_its_bucket(int quick, int slow, double expectedMs) =>
        LatencyHistogram.QuantileMs(Of((80, quick), (2_200, slow)), 0.95).ShouldBe(expectedMs, tolerance: 0.001);

    [Fact]
    public void What_is_beyond_the_last_bound_is_said_to_be_that() => LatencyHistogram.QuantileMs(Of((60_000, 3)), 0.95).ShouldBe(10_000);

    private static int[] Of(params (double Ms, int Count)[] times)
    {
        var counts = new int[LatencyHistogram.BucketCount];
        foreach (var (ms, count) in times) counts[LatencyHistogram.BucketOf(ms)] += count;
        return counts;
    }
}
