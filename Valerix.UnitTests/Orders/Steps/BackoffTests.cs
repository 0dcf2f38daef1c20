using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Orders.Steps;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 1000)]
    [InlineData(3, 2000)]
    [InlineData(4, 4000)]
    [InlineData(5, 5000)]
    [InlineData(100, 5000)]
    [InlineData(int.MaxValue, 5000)]
    public void The_longest_wait_doubles_up_to_a_bound(int attempts, int longestMs)
    {
        Backoff.After(attempts, jitter: 1).ShouldBe(TimeSpan.FromMilliseconds(longestMs));
        Backoff.After(attempts, jitter: 0.5).ShouldBe(TimeSpan.FromMilliseconds(longestMs / 2.0));
        Backoff.After(attempts, jitter: 0).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Those_who_failed_together_come_back_spread_over_the_whole_wait()
    {
        const int Many = 1000;
        var random = new Random(20);

        var waits = Enumerable.Range(0, Many).Select(_ => Backoff.After(4, random.NextDouble()).TotalMilliseconds).ToList();

        waits.Average().ShouldBe(2000, tolerance: 150);
        for (var quarter = 0; quarter < 4; quarter++)
        {
            waits.Count(wait => (int)(wait / 1000) == quarter).ShouldBeInRange(200, 300);
        }
    }
}
