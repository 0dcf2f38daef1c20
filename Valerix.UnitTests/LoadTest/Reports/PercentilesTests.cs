using Valerix.LoadTest.Reports;
using Valerix.LoadTest.Reports.Svg;

namespace Valerix.UnitTests.LoadTest.Reports;

public sealed class PercentilesTests
{
    private readonly Percentiles _hundred = new(Enumerable.Range(1, 100).Reverse().Select(value => (double)value));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(99.9, 100)]
    [InlineData(100, 100)]
    public void A_percentile_is_a_measured_value_that_so_many_do_not_exceed(double percent, double expected) => _hundred.At(percent).ShouldBe(expected);

    [Fact]
    public void Of_nothing_everything_is_zero() => (new Percentiles([]).At(99), new Percentiles([]).Mean).ShouldBe((0, 0));

    [Fact]
    public void A_median_is_the_one_in_the_middle_and_of_two_the_lower_one()
    {
        Percentiles.Median([5, 1, 100]).ShouldBe(5);
        Percentiles.Median([4, 100, 1, 2]).ShouldBe(2);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(10, 10)]
    [InlineData(10.5, 10)]
    [InlineData(1000, 100)]
    public void It_counts_what_does_not_exceed_a_value(double value, int count) => _hundred.CountUpTo(value).ShouldBe(count);

    [Fact]
    public void An_axis_places_its_ends_and_what_is_between()
    {
        var linear = Axis.Linear(90, 0, 100);
        (linear.Most, linear.Place(0), linear.Place(50), linear.Place(100)).ShouldBe((100, "0", "50", "100"));

        var logarithmic = Axis.Logarithmic(3, 800, 0, 300);
        logarithmic.Marks.ShouldBe([1, 10, 100, 1000]);
        (logarithmic.Place(1), logarithmic.Place(10), logarithmic.Place(1000)).ShouldBe(("0", "100", "300"));
    }
}
