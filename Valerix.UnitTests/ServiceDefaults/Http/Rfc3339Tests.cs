using System.Globalization;
using Valerix.ServiceDefaults.Http;

namespace Valerix.UnitTests.ServiceDefaults.Http;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-11-25T04:02:20Z", "2026-11-25T04:02:20.0000000")]
    [InlineData("2026-11-25T04:02:20.3Z", "2026-11-25T04:02:20.3000000")]
    [InlineData("2026-11-25T04:02:20.336670000Z", "2026-11-25T04:02:20.3366700")]
    [InlineData("2026-11-25T04:02:20.12345678901234567890Z", "2026-11-25T04:02:20.1234567")]
    [InlineData("2026-11-25t04:02:20z", "2026-11-25T04:02:20.0000000")]
    [InlineData("2026-11-25T04:02:20+05:30", "2026-11-24T22:32:20.0000000")]
    [InlineData("2026-11-25T04:02:20-00:00", "2026-11-25T04:02:20.0000000")]
    public void What_the_standard_allows_is_a_time(string text, string utc)
    {
        Rfc3339.TryParse(text, out var time).ShouldBeTrue();
        time.Offset.ShouldBe(TimeSpan.Zero);
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture).ShouldBe(utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-25")]
    [InlineData("2026-11-25T12:00:00")]
    [InlineData("2026-11-25T12:00:00.Z")]
    [InlineData("2026-11-25T12:00Z")]
    [InlineData("2026-11-25 12:00:00Z")]
    [InlineData("2026-11-25T12:00:00 02:00")]
    [InlineData("2026-11-25T12:00:00+0200")]
    [InlineData("2026-11-25T12:00:00Z\n")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-11-25T25:00:00Z")]
    [InlineData("٢٠٢٦-11-25T12:00:00Z")]
    public void Nothing_else_is(string text) => Rfc3339.TryParse(text, out _).ShouldBeFalse();
}
