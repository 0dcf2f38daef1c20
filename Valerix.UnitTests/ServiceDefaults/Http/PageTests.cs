using System.Globalization;
using Valerix.ServiceDefaults.Http;

namespace Valerix.UnitTests.ServiceDefaults.Http;

public sealed class PageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Rows_that_fit_are_the_last_page(int count)
    {
        var page = Make(count, limit: 3);
        page.Items.Count.ShouldBe(count);
        page.Next.ShouldBeNull();
    }

    [Fact]
    public void One_row_more_than_fits_means_that_others_follow_the_last_one_shown()
    {
        var page = Make(4, limit: 3);
        page.Items.ShouldBe([0, 1, 2]);
        page.Next.ShouldBe("2");
    }

    private static Page<int> Make(int count, int limit) =>
        Page.From([.. Enumerable.Range(0, count)], limit, row => row.ToString(CultureInfo.InvariantCulture));
}
